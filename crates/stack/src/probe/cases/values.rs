//! The values: numbers, texts, lists, maps.

use crate::probe::case::Row;

const VELOCITY: &str = "Measured on Debian's Velocity 1.7 on Java 17";
const CLASSES: &str = "Whether AWS lets a template";

/// The cases.
pub(super) const ROWS: &[Row] = &[
    Row::response(
        "numbers",
        "How are numbers computed, compared and printed?",
        VELOCITY,
        "#set($a = 2147483647 + 1)$a|#set($a = 9223372036854775807 + 1)$a|#set($a = 7 / 2)$a|#set($a = 1 / 0) $a|#set($a = -7 % 3)$a|#set($a = 0.1 + 0.2)$a|#set($a = 1.0)$a|#set($a = 1.0E10)$a|#set($a = \"5\" + 3)$a|#set($a = 5 + \"3\")$a|#set($a = 5 + $none) $a #if(1 == \"1\")text #end#if(1 == 1.0)double #end#if([1] == [1])list #end#if(true == \"true\")boolean #end",
    ),
    Row::response(
        "texts",
        "Do the methods of texts work, and what is a character of one?",
        VELOCITY,
        "#set($s = \"a-b-c\")$s.split(\"-\").size() $s.split(\"-\")[1] $s.replaceAll(\"[ab]\", \"x\") $s.substring(2) $s.indexOf(\"c\") $s.toUpperCase() $s.matches(\"a.*\") [$s.length] [$s.none()]|#set($c = $s.charAt(0))$c #if($c == \"a\")equal#end [$c.length()]",
    ),
    Row::response(
        "java-version",
        "Which version of Java runs: do texts have methods of Java 11?",
        VELOCITY,
        "#set($s = \" a \")[$s.isBlank()][$s.strip()][$s.repeat(2)]",
    ),
    Row::response(
        "class-names",
        "Can a template name the class of a value, and which classes has parsed JSON?",
        CLASSES,
        "#set($s = \"a\")#set($l = [])#set($m = {})[$s.class.name][$l.class.name][$m.class.name]|#set($j = $util.parseJson('{\"l\": [], \"n\": 1, \"d\": 1.5}'))[$j.class.name][$j.l.class.name][$j.n.class.name][$j.d.class.name]",
    ),
    Row::response(
        "collections",
        "How are maps and lists printed, in which order, and can a template change them?",
        VELOCITY,
        "#set($m = {\"b\": 1, \"a\": [1, \"x\"], \"c\": {\"d\": true}})$m $m.size() $m.keySet() $m.b $m[\"b\"] $m.values()|#set($x = $m.put(\"k\", \"v\"))[$x] #set($m.j = \"2\")#set($m[\"i\"] = 3)$m $m.remove(\"k\") $m.containsKey(\"j\")|#set($l = [3, 1])#set($x = $l.add(2))$l $x $l.get(0) $l[1] $l.size() $l.contains(2) $l.isEmpty()",
    ),
];
