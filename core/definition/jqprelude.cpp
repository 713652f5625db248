#include "definition/jqprelude.h"

namespace cairn {

namespace {

/// Where Cairn does not do what jq would. That it passed over something, a class of data must know even if the program has caught
/// the error: JqProgram keeps what `debug` is told, and `input` gives it back. Values that it refuses a program may catch. What
/// jq says of an error may quote the data.
constexpr auto Refusals = R"jq(
def _cairn_same: .;
def _cairn_note: debug;
def _cairn_unseen: input;
def _cairn_refuse($why): error("cairn: " + $why);
def _cairn_pass($why): ($why | _cairn_note) | _cairn_refuse(.);
def _cairn_ofdata: if type == "string" and startswith("cairn: ") then error(.)
    else _cairn_refuse("the test fails on what it holds, and has not looked at what comes after") end;
def _cairn_nothing: _cairn_unseen | if . then _cairn_refuse(.) else false end;
)jq";

constexpr auto Fence = R"jq(
def _cairn_no: error("not available here");
def env: _cairn_no; def input: _cairn_no; def inputs: _cairn_no; def debug: _cairn_no; def stderr: _cairn_no;
def halt: _cairn_no; def halt_error: _cairn_no; def halt_error(f): _cairn_no; def input_filename: _cairn_no;
def input_line_number: _cairn_no; def get_search_list: _cairn_no; def modulemeta: _cairn_no; def now: _cairn_no;
def localtime: _cairn_no; def strflocaltime(f): _cairn_no;
)jq";

/// Dates out of range or with a format that is no text.
constexpr auto Dates = R"jq(
def _cairn_strftime(f): strftime(f);
def strftime(f): f as $f
    | if ($f|type) != "string" then error("strftime needs a format that is a text")
      elif type == "number" and ((. > -253402300800 and . < 253402300800) | not) then _cairn_refuse("no date before or after year 9999")
      else _cairn_strftime($f) end;
def todateiso8601: strftime("%Y-%m-%dT%H:%M:%SZ");
def todate: todateiso8601;
)jq";

/// Looking for an empty text never returns; looking for much in much takes the product of both. contains() in lists as byte
/// code can be stopped.
constexpr auto Searches = R"jq(
def _cairn_indices(i): indices(i);
def indices(i): i as $i
    | if $i == "" then _cairn_pass("looking for an empty text")
      elif (type == "array" and ($i|type) == "array" and length * ($i|length) > 10000000)
        or (type == "string" and ($i|type) == "string" and utf8bytelength * ($i|utf8bytelength) > 1000000000)
      then _cairn_pass("looking for so much in so much would take too long")
      else _cairn_indices($i) end;
def index(i): indices(i) | .[0];
def rindex(i): indices(i) | .[-1:][0];
def _cairn_contains(b): contains(b);
def _cairn_within($b):
    if type != ($b|type) then false
    elif type == "object" then . as $a | all($b|keys_unsorted[]; . as $k | ($a|has($k)) and ($a[$k] | _cairn_within($b[$k])))
    elif type == "array" then . as $a | all($b[]; . as $x | any($a[]; _cairn_within($x)))
    elif type == "string" then _cairn_contains($b)
    else . == $b end;
def contains(b): b as $b
    | if (type == "array" or type == "object") and type == ($b|type) then _cairn_within($b) else _cairn_contains($b) end;
def inside(b): . as $x | b | contains($x);
)jq";

/// Repeating or adding up texts and lists without measure. A number that is none, or has no end, ends the process where
/// it slices or deletes: no operation gives one. Nor may a remainder be taken of what is no whole number of 64 bits.
constexpr auto Operators = R"jq(
def _cairn_real: if type == "number" and (isinfinite or isnan) then _cairn_refuse("it comes to a number that JSON does not have") else . end;
def _cairn_size: if type == "string" then utf8bytelength elif type == "array" then length else empty end;
def _cairn_small: if . > 8388608 then _cairn_pass("what is put together would be too large") else . end;
def _cairn_smalls(n): reduce (.[]? | _cairn_size) as $n (n; . + $n | _cairn_small);
def _cairn_multiply(a; b): a * b;
def _multiply(a; b): b as $b | a as $a
    | if ($a|type) == "string" and ($b|type) == "number" and ($a|utf8bytelength) * $b > 8388608
      then _cairn_pass("the repeated text would be too long") else _cairn_multiply($a; $b) | _cairn_real end;
def _cairn_minus(a; b): a - b;
def _minus(a; b): b as $b | a as $a
    | if ($a|type) == "array" and ($b|type) == "array" and ($a|length) * ($b|length) > 10000000
      then _cairn_pass("taking so much from so much would take too long") else _cairn_minus($a; $b) | _cairn_real end;
def _cairn_divide(a; b): a / b;
def _divide(a; b): _cairn_divide(a; b) | _cairn_real;
def _cairn_mod(a; b): a % b;
def _mod(a; b): b as $b | a as $a
    | if ($a|type) == "number" and ($a|fabs) >= 9223372036854775808 then _cairn_refuse("the number is too large for a remainder")
      else _cairn_mod($a; $b) end;
def _cairn_plus(a; b): a + b;
def _plus(a; b): _cairn_plus(a; b) | if type == "number" then _cairn_real else (_cairn_size | _cairn_small | empty), . end;
def _cairn_add: add;
def add: (_cairn_smalls(0) | empty), (_cairn_add | _cairn_real);
def _cairn_join(s): join(s);
def join(s): s as $s | (_cairn_smalls(length * ([$s | _cairn_size][0] // 0) | _cairn_small) | empty), _cairn_join($s);
)jq";

/// Setting an index that makes an array of gigabytes, or a path that is as deep as no stack.
constexpr auto Paths = R"jq(
def _cairn_near:
    if type == "array" and length > 10000 then _cairn_pass("a path of more than 10000 steps cannot be set")
    elif type == "array" and any(.[]; type == "number" and . > 1000000) then _cairn_pass("an index beyond 1000000 cannot be set")
    else . end;
def _cairn_setpath(p; v): setpath(p; v);
def setpath(p; v): v as $v | (p | _cairn_near) as $p | _cairn_setpath($p; $v);
def _assign(p; v): v as $v | reduce path(p) as $p (.; setpath($p; $v));
def _modify(p; f): reduce path(p) as $p (.; [limit(1; getpath($p) | f)] as $new
    | if $new == [] then delpaths([$p]) else setpath($p; $new[0]) end);
def _cairn_fromstream(f): fromstream(f);
def fromstream(f): _cairn_fromstream(f | if type == "array" then (.[0] | _cairn_near) as $near | . else . end);
)jq";

/// Texts that libjq reads as numbers that JSON does not have; bytes that are no text, for which it would put others.
/// A document without such numbers is the same after a way out and in.
constexpr auto Readers = R"jq(
def _cairn_tonumber: tonumber;
def tonumber: _cairn_tonumber | _cairn_real;
def _cairn_fromjson: fromjson;
def fromjson: _cairn_fromjson | if . == (tojson | _cairn_fromjson) then . else ([.. | _cairn_real] | empty), . end;
def _cairn_unpadded: rtrimstr("=") | rtrimstr("=");
def _cairn_format(f): format(f);
def format(f): f as $f
    | if $f != "base64d" then _cairn_format($f)
      else (if type == "string" then _cairn_unpadded else . end) as $in | _cairn_format($f)
        | if (_cairn_contains("\ufffd") | not) or (_cairn_format("base64") | _cairn_unpadded) == $in then .
          else _cairn_refuse("what comes of it is no text but bytes, which jq cannot hold") end
      end;
)jq";

/// Looking for all matches counts from the beginning of the text for each, and leaves the text where one is empty and stands
/// before a character of several bytes. (Where borders of words and look-arounds are taken for passed, an expression that matches
/// nothing somewhere matches the empty text as well. Back-references and the like are not looked through.) Oniguruma gives
/// up after many tries.
constexpr auto Matches = R"jq(
def _cairn_test(re; f): test(re; f);
def _cairn_gsub(re; s; f): gsub(re; s; f);
def _cairn_hollow($re; $f): ($re | _cairn_test("\\(\\?[~(]|\\\\[kKg1-9]"; null))
    or (($re | _cairn_gsub("\\\\[bByY]"; ""; null) | _cairn_gsub("\\(\\?<?[=!]"; "(?:|"; null)) as $bare
        | try ("" | _cairn_test($bare; $f)) catch true);
def _cairn_all($re; $f):
    if ($re|type) == "array" then _cairn_all($re[0]; [$re[1], $f | strings] | _cairn_join(""))
    elif type != "string" or ($re|type) != "string" or ($f | tostring | _cairn_contains("g") | not) then .
    elif utf8bytelength > 65536 then _cairn_pass("looking for all matches in a text of more than 65536 bytes would take too long")
    elif length != utf8bytelength and _cairn_hollow($re; $f)
    then _cairn_pass("all matches of an expression that also matches nothing cannot be found in a text that is not ASCII")
    else . end;
def _cairn_tried(f): try f catch (if type == "string" and startswith("Regex failure: ") then _cairn_pass(.) else error(.) end);
def test(re; f): re as $re | f as $f | _cairn_tried(_cairn_test($re; $f));
def _cairn_test(v): test(v);
def test(v): v as $v | _cairn_tried(_cairn_test($v));
def _cairn_match(re; f): _cairn_tried(match(re; f));
def match(re; f): re as $re | f as $f | _cairn_all($re; $f) | _cairn_match($re; $f);
def _cairn_match(v): _cairn_tried(match(v));
def match(v): v as $v | (if ($v|type) == "array" then _cairn_all($v[0]; $v[1]) else . end) | _cairn_match($v);
def _cairn_capture(re; f): _cairn_tried(capture(re; f));
def capture(re; f): re as $re | f as $f | _cairn_all($re; $f) | _cairn_capture($re; $f);
def _cairn_capture(v): _cairn_tried(capture(v));
def capture(v): v as $v | (if ($v|type) == "array" then _cairn_all($v[0]; $v[1]) else . end) | _cairn_capture($v);
def _cairn_scan(re): _cairn_tried(scan(re));
def scan(re): re as $re | _cairn_all($re; "g") | _cairn_scan($re);
def _cairn_splits(re; f): _cairn_tried(splits(re; f));
def splits(re; f): re as $re | f as $f | _cairn_all($re; "g") | _cairn_splits($re; $f);
def splits(re): splits(re; null);
def _cairn_split(re; f): _cairn_tried(split(re; f));
def split(re; f): re as $re | f as $f | _cairn_all($re; "g") | _cairn_split($re; $f);
def _cairn_sub(re; s; f): _cairn_tried(sub(re; s; f));
def sub(re; s; f): re as $re | f as $f | _cairn_all($re; $f) | _cairn_sub($re; s; $f);
def sub(re; s): sub(re; s; "");
def gsub(re; s; f): re as $re | f as $f | _cairn_all($re; "g") | _cairn_tried(_cairn_gsub($re; s; $f));
def gsub(re; s): gsub(re; s; "g");
)jq";

/// What makes numbers that JSON does not have of numbers that it has.
QByteArray mathematics()
{
    QByteArray shadows;
    for (const char *name :
         {"acos",  "acosh", "asin", "atanh", "cosh",  "exp",         "exp10", "exp2", "expm1",  "gamma", "lgamma", "log",
          "log10", "log1p", "log2", "logb",  "pow10", "significand", "sinh",  "sqrt", "tgamma", "y0",    "y1"})
        shadows += QByteArray("def _cairn_NAME: NAME; def NAME: _cairn_NAME | _cairn_real; ").replace("NAME", name);
    for (const char *name :
         {"drem", "fdim", "fmod", "hypot", "ldexp", "nextafter", "nexttoward", "pow", "remainder", "scalb", "scalbln"})
        shadows += QByteArray("def _cairn_NAME(a; b): NAME(a; b); def NAME(a; b): _cairn_NAME(a; b) | _cairn_real; ")
                       .replace("NAME", name);
    return shadows + "def _cairn_fma(a; b; c): fma(a; b; c); def fma(a; b; c): _cairn_fma(a; b; c) | _cairn_real; "
                     "def _cairn_lgamma_r: lgamma_r; def lgamma_r: _cairn_lgamma_r | [.[] | _cairn_real]; ";
}

} // namespace

const QByteArray &jqPrelude()
{
    static const QByteArray prelude = [] {
        QByteArray text = QByteArray(Refusals) + Fence + Dates + Searches + Operators + mathematics() + Paths + Readers +
                          Matches + "{} as $ENV |";
        return text.replace('\n', ' ') + '\n';
    }();
    return prelude;
}

} // namespace cairn
