//! Random templates from the pieces of the grammar. A seed always gives the same template.

mod methods;
mod mixes;
mod patterns;
mod words;

use words::{LITERALS, NAMES, OPERATORS, PROPERTIES, SETTABLE, STRAY, TANGLES, TEXTS};

/// Random numbers (xorshift), the same ones for the same seed.
pub struct Random(u64);

impl Random {
    /// A row of numbers that starts with `seed`.
    pub fn new(seed: u64) -> Random {
        Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// The next number, less than `end` (which is at least 1).
    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) as usize % end.max(1)
    }

    /// True once in `times`.
    pub fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    /// One of `list`.
    pub fn pick<'l>(&mut self, list: &[&'l str]) -> &'l str {
        let at = self.below(list.len());
        list.get(at).copied().unwrap_or_default()
    }
}

/// The variables that templates expect, as JSON.
pub const CONTEXT: &str = r#"{"s": "Ada's \"L\" 7", "e": "", "n": 5, "z": 0, "d": 2.5, "b": 9007199254740993,
"t": true, "f": false, "l": [3, "x", null, {"k": "v"}, [1, 2]], "w": ["b", "a", "b"], "m": {"k": "v", "a-b": 1, "o": {"p": [true]}, "nil": null},
"el": [], "em": {}, "g": 18446744073709551615}"#;

/// Makes the pieces of one template.
pub struct Grammar<'r> {
    random: &'r mut Random,
    pieces: Vec<String>,
    /// Makes references of the host's variables, from behind their `$`.
    host: Option<fn(&mut Random) -> String>,
}

/// A random template in pieces, which cutting down can leave out one by one.
pub fn template(random: &mut Random) -> Vec<String> {
    template_for(random, None)
}

/// A random template that also uses the variables of a host.
pub fn template_for(random: &mut Random, host: Option<fn(&mut Random) -> String>) -> Vec<String> {
    let mut grammar = Grammar {
        random,
        pieces: Vec::new(),
        host,
    };
    let count = 1 + grammar.random.below(6);
    if grammar.random.once_in(3) {
        for _ in 0..count.div_ceil(2) {
            let mix = mixes::mix(grammar.random);
            grammar.put(&mix);
        }
    } else {
        grammar.block(count, 3);
    }
    let mut pieces = grammar.pieces;
    if random.once_in(4) {
        for _ in 0..=random.below(2) {
            let at = random.below(pieces.len() + 1);
            pieces.insert(at, stray(random).to_owned());
        }
    }
    if random.once_in(12) && !pieces.is_empty() {
        let at = random.below(pieces.len());
        pieces.remove(at);
    }
    pieces
}

/// A piece that may occur between any two others.
pub fn stray(random: &mut Random) -> &'static str {
    random.pick(STRAY)
}

impl Grammar<'_> {
    fn put(&mut self, piece: &str) {
        self.pieces.push(piece.to_owned());
    }

    fn pick(&mut self, list: &[&str]) {
        let piece = self.random.pick(list).to_owned();
        self.pieces.push(piece);
    }

    fn block(&mut self, count: usize, depth: usize) {
        for _ in 0..count {
            self.statement(depth);
        }
    }

    fn statement(&mut self, depth: usize) {
        let kinds = if depth == 0 { 8 } else { 16 };
        match self.random.below(kinds) {
            0 | 1 => self.pick(TEXTS),
            2..=4 => self.reference(depth.min(2)),
            5..=7 => self.set(depth),
            8 | 9 => self.branch(depth - 1),
            10..=12 => self.foreach(depth - 1),
            13 => self.macros(depth - 1),
            14 => self.define(depth - 1),
            _ => self.odd(depth - 1),
        }
    }

    fn reference(&mut self, depth: usize) {
        let (open, close) = match self.random.below(8) {
            0 => ("${", "}"),
            1 => ("$!", ""),
            2 => ("$!{", "}"),
            3 => ("\\$", ""),
            _ => ("$", ""),
        };
        let name = match self.random.below(12) {
            0 => "foreach.index",
            1 => "foreach.hasNext",
            2 => "velocityCount",
            3 => "foreach.parent.count",
            _ => self.random.pick(NAMES),
        };
        match self.host {
            Some(host) if self.random.once_in(2) => {
                let reference = host(self.random);
                self.put(&format!("{open}{reference}"));
            }
            _ => self.put(&format!("{open}{name}")),
        }
        for _ in 0..self.random.below(3) {
            if self.random.once_in(2) {
                let call = methods::call(self.random);
                self.put(&call);
                continue;
            }
            if depth > 0 && self.random.once_in(10) {
                self.put(".concat(");
                self.operand(depth - 1);
                self.put(")");
            } else {
                self.pick(PROPERTIES);
            }
        }
        self.put(close);
    }

    fn set(&mut self, depth: usize) {
        if self.random.once_in(4) {
            self.pick(&[" ", "\n", "  "]);
        }
        let target = self.random.pick(SETTABLE);
        let head = self.random.pick(&[
            "#set($", "#set($", "#set( $", "#set ($", "#{set}($", "#set(\n$",
        ]);
        let equals = self.random.pick(&[" = ", " = ", "=", "\t=  ", " =\n"]);
        self.put(&format!("{head}{target}{equals}"));
        self.expression(depth.min(2));
        self.put(")");
        if self.random.once_in(3) {
            self.pick(&["\n", " ", " \n", "\r\n"]);
        }
    }

    fn expression(&mut self, depth: usize) {
        match self.random.below(if depth == 0 { 3 } else { 8 }) {
            0..=2 => self.operand(depth),
            3..=5 => {
                self.operand(depth - 1);
                self.pick(OPERATORS);
                self.operand(depth - 1);
            }
            6 => {
                self.pick(&["!", "not "]);
                self.operand(depth - 1);
            }
            _ => {
                self.put("(");
                self.expression(depth - 1);
                self.put(")");
                self.pick(OPERATORS);
                self.expression(depth - 1);
            }
        }
    }

    fn operand(&mut self, depth: usize) {
        if self.random.once_in(2) {
            self.reference(depth.min(1));
        } else {
            self.pick(LITERALS);
        }
    }

    fn branch(&mut self, depth: usize) {
        self.pick(&[
            "#if(", "#if (", " #if(", "#{if}(", "#if( ", "#if\t(", "\n\t#if(",
        ]);
        self.expression(depth.min(2));
        self.pick(&[")", ")", ")\n", " )"]);
        let count = self.random.below(3);
        self.block(count, depth);
        if self.random.once_in(3) {
            self.pick(&["#elseif(", "#elseif( ", "#{elseif}(", " #elseif ("]);
            self.expression(depth.min(2));
            self.put(")");
            self.block(1, depth);
        }
        if self.random.once_in(2) {
            self.pick(&["#else", "#{else}", "#else\n", " #else ", "#else\t\n"]);
            let count = 1 + self.random.below(2);
            self.block(count, depth);
        }
        self.pick(&["#end", "#{end}", "#end\n", "#end "]);
    }

    fn foreach(&mut self, depth: usize) {
        let element = self.random.pick(&["$i", "$x", "$y", "${i}", "$!i"]);
        let head = self.random.pick(&[
            "#foreach(",
            "#foreach(",
            "#foreach( ",
            "#foreach (",
            "#{foreach}(",
        ]);
        let between = self.random.pick(&[" in ", " in ", "  in\t", " in\n"]);
        self.put(&format!("{head}{element}{between}"));
        self.operand(depth.min(1));
        self.pick(&[")", ")", " )", ")\n", ") \n"]);
        let count = 1 + self.random.below(3);
        self.block(count, depth);
        if self.random.once_in(3) {
            self.put("#if($foreach.hasNext),#end");
        }
        if self.random.once_in(6) {
            self.put("#break");
        }
        self.pick(&["#end", "#{end}", "#end\n"]);
    }

    fn macros(&mut self, depth: usize) {
        let head = self.random.pick(&[
            "#macro(q)",
            "#macro(q $x)",
            "#macro(q $x $i)",
            "#macro(q, $x)",
            "#macro(q)\n",
            "#macro( q $x $y )",
            "#macro(q $!x)",
            "#macro (q $x)",
        ]);
        self.put(head);
        let count = 1 + self.random.below(2);
        self.block(count, depth);
        if self.random.once_in(3) {
            self.pick(&[
                "$!bodyContent",
                "$bodyContent",
                "[$bodyContent]",
                "#set($x = $bodyContent)$x",
            ]);
        }
        self.put("#end");
        for _ in 0..=self.random.below(2) {
            match self.random.below(6) {
                0 => self.put("#q()"),
                1 => self.pick(&["#q", "#{q}()", "#q ()", "#q( )", "#q()\n", "#q($x, 'a')"]),
                4 => {
                    self.pick(&["#@q()", "#@q() ", "#@q()\n", "#{@q}()", "#@q"]);
                    self.block(2, depth);
                    self.put("#end");
                }
                2 => {
                    self.put("#@q(");
                    self.operand(1);
                    self.put(")");
                    self.block(1, depth);
                    self.put("#end");
                }
                _ => {
                    self.put("#q(");
                    self.operand(1);
                    self.put(" ");
                    self.operand(1);
                    self.put(")");
                }
            }
        }
    }

    fn define(&mut self, depth: usize) {
        self.pick(&[
            "#define($x)",
            "#define( $x )",
            "#define($x)\n",
            "#define ($x)",
            "#define($!x)",
        ]);
        self.block(2, depth);
        self.put("#end");
        self.pick(&[
            "$x",
            "$!x",
            "\"$x\"",
            "#set($y = $x)$y",
            "#if($x)a#end",
            "$x.toString()",
            "$x.length()",
            "#set($l[0] = $x)$l",
            "#if($x == 'a')b#end",
            "$s.concat($x)",
            "#set($y = \"$x\")$y.length()",
        ]);
    }

    fn odd(&mut self, depth: usize) {
        match self.random.below(10) {
            7 => self.pick(TANGLES),
            8 => {
                let mix = mixes::mix(self.random);
                self.put(&mix);
            }
            0 => self.put("#evaluate('$n#if($t)b#end')"),
            1 => self.put("## to the end\n"),
            2 => self.put("#* in $s #if *#"),
            3 => self.put("#[[ $s #if ]]#"),
            4 => {
                self.put("#literal()");
                self.block(1, depth);
                self.put("#end");
            }
            5 => self.pick(&["#stop", "#break", "#{stop}"]),
            _ => {
                self.put("#evaluate(");
                self.operand(1);
                self.put(")");
            }
        }
    }
}
