//! The language: blocks, loops, conditions, directives.

use crate::probe::case::Row;

const VELOCITY: &str = "Measured on Debian's Velocity 1.7 on Java 17";
const BLOCKS: &str =
    "a `#define` inside a `#define`, with which the templates of `templates/` recurse";
const LOOPS: &str = "A `#foreach` of more than 1,000 iterations (the quota) continues";

/// The cases.
pub(super) const ROWS: &[Row] = &[
    Row::response(
        "block-in-itself",
        "How many levels deep can a block render itself?",
        BLOCKS,
        "#set($n = 0)#define($again)#set($n = $n + 1)$n #if($n < 6)$again#end#end$again",
    ),
    Row::response(
        "block-new-each-level",
        "Can a block recurse that is defined again on each level?",
        BLOCKS,
        "#set($n = 0)#define($recurse)#define($inner)#set($n = $n + 1)$n #if($n < 40)$recurse$inner#end#end#end$recurse$inner",
    ),
    Row::response(
        "block-quoted",
        "When, and how often, is a block rendered that a quoted text names, or another variable?",
        VELOCITY,
        "#set($n = 0)#define($block)#set($n = $n + 1)$n#end#set($text = \"$block$block\")#set($other = $block)#set($n = 5)$text $block $other",
    ),
    Row::response(
        "loop-long",
        "What happens after 1,000 iterations of a loop?",
        LOOPS,
        "#foreach($i in [1..1005])#set($last = $i)#end$last",
    ),
    Row::response(
        "loops-together",
        "Does the limit of 1,000 iterations count nested loops together, or those of a template?",
        LOOPS,
        "#set($n = 0)#foreach($i in [1..40])#foreach($j in [1..40])#set($n = $n + 1)#end#end$n|#set($n = 0)#foreach($i in [1..600])#set($n = $n + 1)#end#foreach($i in [1..600])#set($n = $n + 1)#end$n",
    ),
    Row::response(
        "loop-properties",
        "Which properties does a loop have, and what does its variable hold after it?",
        VELOCITY,
        "#set($i = 9)#foreach($i in [6..5])$i,$velocityCount,$foreach.index,$foreach.count,$foreach.hasNext,$foreach.hasNext(),$foreach.first,$foreach.last;#end$i [$foreach.count] #foreach($i in [1, 2, 3])#if($i == 2)#break#end$i#end",
    ),
    Row::response(
        "loop-over-others",
        "What does a loop do over a text, a number, an undefined value, a map and a list of references?",
        "a list literal in a `#foreach`",
        "#set($text = \"text\")#set($number = 5)#set($map = {\"a\": 1})[#foreach($i in $text)x#end][#foreach($i in $number)x#end][#foreach($i in $none)x#end][#foreach($i in $map)$i#end][#foreach($i in [$map])$i.a#end]",
    ),
    Row::response(
        "conditions",
        "Which values are true in #if, and what does an undefined value equal?",
        VELOCITY,
        "#set($text = \"\")#set($zero = 0)#set($list = [])#set($map = {})#if($text)text #end#if($zero)zero #end#if($list)list #end#if($map)map #end#if($none)undefined #end#if(\"a\")literal #end#if(1)number #end#if(!$none)not #end. #if($none == \"\")text #end#if($none == $null)null #end#if($none.length() == 0)length #end#if($none.a.b == \"\")path #end#set($zero = $none)[$zero]",
    ),
    Row::response(
        "directives",
        "Can a template define a macro, evaluate a text, stop?",
        VELOCITY,
        "#macro(hello)hi#end[#hello()]|#set($text = \"a\")[#evaluate($text)] #[[$text #if]]# $text #stop after",
    ),
    Row::response(
        "references",
        "Where does a reference end, and what do backslashes before it print?",
        VELOCITY,
        "#set($a = \"x\")#set($a-b = \"y\")${a}b $!a $!{a}b $a. ${a.none}. $a-b $a_b $a.length().b $1 \\$a \\\\$a \\$none $!none \\$!none \\#if",
    ),
    Row::response(
        "spaces",
        "Which spaces and line ends around directives are printed?",
        VELOCITY,
        "a\n  #set($x = 1)\nb\n  #if($x == 1)\n  c\n  #end\n#foreach($i in [1, 2])\n  $i\n#end\nd #* e *# f ## g\nh",
    ),
];
