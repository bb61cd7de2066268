//! The compiler from a pattern to a program.

use super::class::Set;
use super::parser::{Assert, How, Node};

/// The most operations of a program: counted repetitions are unrolled.
const MAX_OPS: usize = 20_000;

#[derive(Clone, Debug)]
pub(super) enum Op {
    Char(char, bool),
    Dot(bool),
    Set(Set),
    Assert(Assert),
    Back(usize, bool),
    /// Remembers the place in a slot.
    Save(usize),
    Jump(usize),
    /// Tries the first, then the second.
    Split(usize, usize),
    /// Starts a loop that could run without consuming anything.
    LoopStart(usize),
    /// Fails if that loop has not moved on.
    LoopCheck(usize),
    /// Runs the program up to `end`, which follows it, separately.
    Look {
        ahead: bool,
        wanted: bool,
        end: usize,
    },
    Atomic {
        end: usize,
    },
    Match,
}

pub(super) struct Compiled {
    pub(super) ops: Vec<Op>,
    pub(super) loops: usize,
    pub(super) remembers: bool,
    /// Whether a loop can run a round in which groups match nothing: a failed state is then remembered too
    /// early for the groups to be right.
    pub(super) empties: bool,
}

pub(super) fn compile(node: &Node) -> Result<Compiled, String> {
    let mut compiled = Compiled {
        ops: Vec::new(),
        loops: 0,
        remembers: true,
        empties: false,
    };
    compiled.node(node)?;
    compiled.push(Op::Match)?;
    Ok(compiled)
}

impl Compiled {
    fn push(&mut self, op: Op) -> Result<usize, String> {
        if self.ops.len() >= MAX_OPS {
            return Err("it is too long".to_owned());
        }
        self.ops.push(op);
        Ok(self.ops.len() - 1)
    }

    fn patch(&mut self, at: usize, op: Op) {
        if let Some(slot) = self.ops.get_mut(at) {
            *slot = op;
        }
    }

    fn node(&mut self, node: &Node) -> Result<(), String> {
        match node {
            Node::Empty | Node::Flags => {}
            Node::Char(c, fold) => {
                self.push(Op::Char(*c, *fold))?;
            }
            Node::Dot(all) => {
                self.push(Op::Dot(*all))?;
            }
            Node::Set(set) => {
                self.push(Op::Set(set.clone()))?;
            }
            Node::Assert(assert) => {
                self.push(Op::Assert(*assert))?;
            }
            Node::Back(group, fold) => {
                self.remembers = false;
                self.push(Op::Back(*group, *fold))?;
            }
            Node::Group(None, inner) => self.node(inner)?,
            Node::Group(Some(number), inner) => {
                self.push(Op::Save(number * 2))?;
                self.node(inner)?;
                self.push(Op::Save(number * 2 + 1))?;
            }
            Node::Sequence(nodes) => {
                for node in nodes {
                    self.node(node)?;
                }
            }
            Node::Choice(choices) => {
                let mut ends = Vec::new();
                for (at, choice) in choices.iter().enumerate() {
                    if at + 1 == choices.len() {
                        self.node(choice)?;
                        break;
                    }
                    let split = self.push(Op::Match)?;
                    self.node(choice)?;
                    ends.push(self.push(Op::Match)?);
                    let next = self.ops.len();
                    self.patch(split, Op::Split(split + 1, next));
                }
                let end = self.ops.len();
                for at in ends {
                    self.patch(at, Op::Jump(end));
                }
            }
            Node::Repeat {
                node,
                least,
                most,
                how: How::Possessive,
            } => {
                let greedy = Node::Repeat {
                    node: node.clone(),
                    least: *least,
                    most: *most,
                    how: How::Greedy,
                };
                self.apart(&greedy, |end| Op::Atomic { end })?;
            }
            Node::Repeat {
                node,
                least,
                most,
                how,
            } => {
                self.repeat(node, *least, *most, *how == How::Lazy)?;
            }
            Node::Look {
                ahead,
                wanted,
                node,
            } => {
                let (ahead, wanted) = (*ahead, *wanted);
                self.apart(node, |end| Op::Look { ahead, wanted, end })?;
            }
            Node::Atomic(node) => self.apart(node, |end| Op::Atomic { end })?,
        }
        Ok(())
    }

    fn apart(&mut self, node: &Node, op: impl FnOnce(usize) -> Op) -> Result<(), String> {
        // A failure inside may depend on where it was entered from.
        self.remembers = false;
        let at = self.push(Op::Match)?;
        self.node(node)?;
        self.push(Op::Match)?;
        let end = self.ops.len();
        self.patch(at, op(end));
        Ok(())
    }

    fn repeat(
        &mut self,
        node: &Node,
        least: u32,
        most: Option<u32>,
        lazy: bool,
    ) -> Result<(), String> {
        if most == Some(0) {
            return Ok(());
        }
        let split = |to: usize, past: usize| match lazy {
            true => Op::Split(past, to),
            false => Op::Split(to, past),
        };
        for _ in 0..least {
            let before = self.ops.len();
            self.node(node)?;
            if self.ops.len() == before {
                return Ok(());
            }
        }
        match most {
            Some(most) => {
                let mut splits = Vec::new();
                for _ in least..most {
                    let at = self.push(Op::Match)?;
                    splits.push(at);
                    self.node(node)?;
                    if self.ops.len() == at + 1 {
                        break;
                    }
                }
                let end = self.ops.len();
                for at in splits {
                    self.patch(at, split(at + 1, end));
                }
            }
            None => {
                self.empties |= has_groups(node) && can_be_empty(node);
                let counter = self.loops;
                self.loops += 1;
                let head = self.push(Op::Match)?;
                self.push(Op::LoopStart(counter))?;
                self.node(node)?;
                self.push(Op::LoopCheck(counter))?;
                self.push(Op::Jump(head))?;
                let end = self.ops.len();
                self.patch(head, split(head + 1, end));
            }
        }
        Ok(())
    }
}

fn has_groups(node: &Node) -> bool {
    match node {
        Node::Group(Some(_), _) => true,
        Node::Group(None, node) | Node::Atomic(node) | Node::Repeat { node, .. } => {
            has_groups(node)
        }
        Node::Sequence(nodes) | Node::Choice(nodes) => nodes.iter().any(has_groups),
        _ => false,
    }
}

/// Whether it may match nothing.
fn can_be_empty(node: &Node) -> bool {
    match node {
        Node::Char(..) | Node::Dot(_) | Node::Set(_) => false,
        Node::Group(_, node) | Node::Atomic(node) => can_be_empty(node),
        Node::Repeat { node, least, .. } => *least == 0 || can_be_empty(node),
        Node::Sequence(nodes) => nodes.iter().all(can_be_empty),
        Node::Choice(nodes) => nodes.iter().any(can_be_empty),
        _ => true,
    }
}
