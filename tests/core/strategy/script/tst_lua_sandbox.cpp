// SPDX-License-Identifier: Apache-2.0
// Attacks on the sandbox, and what an honest script may count on.
#include "core/base/messages.h"
#include "core/base/testing/mock_clock.h"
#include "core/strategy/script/lua_sandbox.h"

#include <QtTest>

#include <clocale>

using namespace zvt;
using namespace zvt::strategy::script;

class TstLuaSandbox : public QObject {
  Q_OBJECT
private Q_SLOTS:
  void honest_data();
  void honest();
  void missing();
  void attacks_data();
  void attacks();
  void hangsAndBombs_data();
  void hangsAndBombs();
  void languageOfTheMachineIsNotSeen();
  void limitsAreOfOneCall();
  void sameBitsEachRun();
  void errorsTellThePlace();
  void timeIsTheLastResort();
  void memoryComesBack();
};

namespace {

struct Ran {
  QStringList lines;
  Error error;
};

ScriptLimits small()
{
  ScriptLimits limits;
  limits.work = 3'000'000;
  limits.memory = 8 << 20;
  return limits;
}

Ran runScript(std::string_view source, ScriptLimits limits = small(), std::uint64_t seed = 1)
{
  Ran ran;
  LuaSandbox sandbox(limits, seed);
  sandbox.setPrint(
      [&](std::string_view line) { ran.lines << QString::fromUtf8(line.data(), static_cast<qsizetype>(line.size())); });
  if (const auto done = sandbox.load(source, "test.lua"); !done)
    ran.error = done.error();
  return ran;
}

}

void TstLuaSandbox::honest_data()
{
  QTest::addColumn<QString>("source");
  QTest::addColumn<QString>("expected");
  const auto row = [](const char* source, const char* expected) { QTest::newRow(source) << source << expected; };
  row("print(1+1, 7//2, 2^10, 'a'..'b')", "2\t3\t1024.0\tab");
  row("local t={c=1,a=2,b=3,10,20} for k,v in pairs(t) do print(k,v) end", "1\t10|2\t20|a\t2|b\t3|c\t1");
  row("local t={[3]=1,[1.5]=2,[-1]=3,[true]=4} for k in pairs(t) do print(tostring(k)) end", "-1|1.5|3|true");
  row("local t={1,2,3} for k in pairs(t) do t[k]=nil end print(#t, next(t))", "0\tnil");
  row("local t={a=1,b=2,c=3} for k in pairs(t) do t.b=nil t.c=nil print(k) end", "a");
  row("local k,v=next({z=1,y=2}) print(k,v) print(next({z=1,y=2},'y'))", "y\t2|z\t1");
  row("print(string.format('%5.2f|%d|%s|%-4s|%x|%g', 3.14159, 42, 'x', 'ab', 255, 0.5))", " 3.14|42|x|ab  |ff|0.5");
  row("print(('a,b,c'):gsub(',', ';'))", "a;b;c\t2");
  row("print((('hello'):gsub('l', {l='L'})))", "heLLo");
  row("print((('abc'):gsub('%w', function(c) return c:upper() .. '.' end)))", "A.B.C.");
  row("print((('hello world'):gsub('(%w+) (%w+)', '%2 %1')))", "world hello");
  row("for k, v in ('a=1, b=2'):gmatch('(%w+)=(%w+)') do print(k, v) end", "a\t1|b\t2");
  row("print(('x'):rep(3, '-'), ('abc'):find('b', 1, true), ('abc'):match('a(.)c'))", "x-x-x\t2\tb");
  row("local t={3,1,2} table.sort(t) print(table.concat(t, ' '))", "1 2 3");
  row("local t={3,1,2} table.sort(t, function(a,b) return a>b end) print(table.unpack(t))", "3\t2\t1");
  row("local t={1,2} table.insert(t,3) table.insert(t,1,0) print(table.concat(t)) print(table.remove(t), "
      "table.remove(t,1), #t)",
      "0123|3\t0\t2");
  row("print(pcall(error, 'x')) print(select('#', pcall(function() return 1, 2 end)))", "false\tx|3");
  row("print(xpcall(function() error('a', 0) end, function(m) return m .. '!' end))", "false\ta!");
  row("local C={} C.__index=C function C.new(v) return setmetatable({v=v},C) end function C:get() return self.v end "
      "print(C.new(5):get(), getmetatable(C.new(1))==C)",
      "5\ttrue");
  row("print(setmetatable({}, {__tostring=function() return 'mine' end}))", "table"); // print asks nobody
  row("print(tostring(setmetatable({}, {__tostring=function() return 'mine' end})))", "mine");
  row("print(math.max(1,3), math.floor(2.5), math.sqrt(16), math.type(1))", "3\t2\t4.0\tinteger");
  row("print(string.format('%.10f %.10f %.6f', math.exp(1), math.log(8,2), math.atan(-1,-1)))",
      "2.7182818285 3.0000000000 -2.356194");
  row("goto done; print('no') ::done:: print('yes')", "yes");
}

void TstLuaSandbox::honest()
{
  QFETCH(QString, source);
  QFETCH(QString, expected);
  const Ran ran = runScript(source.toStdString());
  QVERIFY2(ran.error.code.empty(), (ran.error.code + std::string(" ") + std::string(ran.error.field("text"))).c_str());
  QCOMPARE(ran.lines.join('|'), expected);
}

/// Nothing that leads out of the sandbox is there.
void TstLuaSandbox::missing()
{
  for (const char* name :
      {"io", "os", "debug", "package", "coroutine", "utf8", "load", "loadstring", "loadfile", "dofile", "require",
          "collectgarbage", "warn", "string.dump", "string.pack", "string.unpack", "math.randomseed", "table.move"}) {
    const Ran ran = runScript(std::string("print(") + name + ")");
    QCOMPARE(ran.lines, QStringList{"nil"});
  }
  QVERIFY(runScript("\x1bLua").error.code == "script.syntax"); // no byte code
}

void TstLuaSandbox::attacks_data()
{
  QTest::addColumn<QString>("source");
  QTest::addColumn<QString>("code");
  const auto row = [](const char* name, const char* source, const char* code) {
    QTest::newRow(name) << source << code;
  };
  row("endless loop", "while true do end", "script.limit.work");
  row("endless goto", "::a:: goto a", "script.limit.work");
  row("endless repeat with calls", "local function f() end repeat f() until false", "script.limit.work");
  row("pcall swallows", "while true do pcall(function() while true do end end) end", "script.limit.work");
  row("pcall once", "pcall(function() while true do end end) print('escaped')", "script.limit.work");
  row("xpcall handler loops", "xpcall(function() while true do end end, function() while true do end end) print('x')",
      "script.limit.work");
  row("pcall in pcall", "local function f() pcall(f) while true do end end f()", "script.limit.work");
  row("close handler loops",
      "local x <close> = setmetatable({}, {__close=function() while true do end end}) while true do end",
      "script.limit.work");
  row("index metamethod loops", "local t = setmetatable({}, {__index=function(t,k) while true do end end}) print(t.x)",
      "script.limit.work");
  row("iterator never ends", "for i in function() return 1 end do end", "script.limit.work");
  row("deep recursion", "local function f(n) return 1 + f(n + 1) end f(1)", "");
  row("endless tail call", "local function f() return f() end f()", "script.limit.work");
  row("recursion through metatables",
      "local t = setmetatable({}, {}) getmetatable(t).__index=function(a,k) return a[k] end print(t.x)",
      "script.failed");
  row("pcall depth", "local function f() return pcall(f) end f()", "");
  row("string doubling", "local s='x' while true do s=s..s end", "script.limit.memory");
  row("string doubling in pcall", "local s='x' pcall(function() while true do s=s..s end end) print('escaped')",
      "script.limit.memory");
  row("rep bomb", "local s=('x'):rep(1e9)", "script.limit.memory");
  row("rep of nothing", "print(#(''):rep(1e15))", "none");
  row("rep with overflow", "('xx'):rep(math.maxinteger)", "script.limit.memory");
  row("rep separator", "(''):rep(1e15, 'y')", "script.limit.memory");
  row("gsub bomb", "local s=('x'):rep(1e5) s:gsub('x', ('y'):rep(1e5))", "script.limit.memory");
  row("gsub whole bomb", "local s=('x'):rep(1e4) for i=1,10 do s=s:gsub('.', '%0%0%0%0%0%0%0%0%0%0') end",
      "script.limit.memory");
  row("zero byte", "local s = '\\0'", "script.zero_byte");
  row("zero byte in hex", "local s = 'a\\x00b'", "script.zero_byte");
  row("zero byte as character", "local s = '\\u{000}'", "script.zero_byte");
  row("zero byte behind a backslash", "local s = '\\\\\\0'", "script.zero_byte");
  row("no zero byte", "local s = '\\\\0 \\065 \\x0a \\u{0041}'", "none");
  row("zero byte from a number", "string.char(65, 0)", "script.bad_argument");
  row("zero byte from a format", "string.format('%c', 0)", "script.bad_argument");
  row("format width", "string.format('%99999d', 1)", "script.bad_format");
  row("format pointer", "string.format('%p', {})", "script.bad_format");
  row("catastrophic pattern", "local s=('a'):rep(20000) s:find(('.-'):rep(20)..'b')", "script.limit.work");
  row("catastrophic gsub", "local s=('a'):rep(20000) s:gsub(('a*'):rep(12)..'b', '')", "script.limit.work");
  row("catastrophic gmatch",
      "for w in (('a'):rep(20000)):gmatch('(a*)*b') do end for w in (('a'):rep(9999)):gmatch(('a-'):rep(20)..'b') do "
      "end",
      "script.limit.work");
  row("plain find", "local s=('a'):rep(1000000) while true do s:find(('a'):rep(5000)..'b',1,true) end",
      "script.limit.work");
  row("table bomb", "local t={} for i=1,1e9 do t[i]=i end", "script.limit.memory");
  row("nested tables", "local t={} while true do t={t} end", "");
  row("many strings", "local t={} for i=1,1e9 do t[i]=i..'x' end", "");
  row("length lies", "table.insert(setmetatable({}, {__len=function() return 1e15 end}), 1, 1) print('ok')", "none");
  row("concat of nothing", "table.concat(setmetatable({}, {__index=function() return '' end}), '', 1, 1e15)",
      "script.bad_element");
  row("unpack a lot", "table.unpack({}, 1, 1e8)", "script.too_many_values");
  row("sort lies", "local t={} for i=1,2000 do t[i]=i end table.sort(t, function() return true end) print(#t)", "none");
  row("sort loops", "table.sort({3,2,1}, function() while true do end end)", "script.limit.work");
  row("sort throws", "table.sort({3,2,1}, function() error('x') end)", "script.failed");
  row("big copies", "local s=('x'):rep(1500000) while true do local y=s..'a' end", "script.limit.work");
  row("long comparisons",
      "local a,b=('x'):rep(1500000),('x'):rep(1499999)..'x' local n=0 for i=1,1e9 do if a==b then n=n+1 end end",
      "script.limit.work");
  row("string metatable", "getmetatable('').__index=nil", "script.failed");
  row("string metatable set", "setmetatable('', {})", "script.bad_argument");
  row("finalizer", "setmetatable({}, {__gc=function() while true do end end})", "script.bad_metatable");
  row("weak table", "setmetatable({}, {__mode='k'})", "script.bad_metatable");
  row("protected metatable", "local t=setmetatable({}, {__metatable='no'}) setmetatable(t, {})",
      "script.protected_metatable");
  row("pairs by address", "local t={[{}]=1} for k in pairs(t) do end", "script.bad_key");
  row("next by address", "next({[print]=1})", "script.bad_key");
  row("deep source", nullptr, "script.syntax");
  row("calls nothing", "local x = nil; x()", "script.failed");
  row("no context", "local c = ctx", "none");
}

/// Every attack ends, soon, with the limit it hit; nothing says "escaped".
void TstLuaSandbox::attacks()
{
  QFETCH(QString, source);
  QFETCH(QString, code);
  if (source.isEmpty())
    source = "return " + QString(100000, '(') + "1" + QString(100000, ')');
  QElapsedTimer timer;
  timer.start();
  const Ran ran = runScript(source.toStdString());
  if (code == "none")
    QCOMPARE(QString::fromStdString(ran.error.code), QString());
  else if (!code.isEmpty())
    QCOMPARE(QString::fromStdString(ran.error.code), code);
  else
    QVERIFY2(!ran.error.code.empty() || ran.lines.isEmpty(), ran.error.code.c_str());
  QVERIFY(!ran.lines.contains("escaped"));
  QVERIFY2(timer.elapsed() < 20'000, "took too long"); // seconds under sanitizers, milliseconds else
}

void TstLuaSandbox::hangsAndBombs_data()
{
  QTest::addColumn<QString>("source");
  QTest::addColumn<QString>("code");
  const auto row = [](const char* name, const char* source, const char* code) {
    QTest::newRow(name) << source << code;
  };
  const char* const kMemory = "script.limit.memory";
  const char* const kWork = "script.limit.work";
  row("one match stands for all", "local s=('x'):rep(1e6) s:gsub('.*', ('%0'):rep(1e4), 1)", kMemory);
  row("captures stand for all", "local s=('x'):rep(1e6) s:gsub('(.*)', ('%1'):rep(1e4), 1)", kMemory);
  row("a table's value", "local s=('x'):rep(1e6) local t={y=s} (('y'):rep(1e4)):gsub('y', t)", kMemory);
  row("a function's value", "local s=('x'):rep(1e6); (('y'):rep(1e4)):gsub('y', function() return s end)", kMemory);
  row("printed values", "local s=('x'):rep(1e6) local t={} for i=1,7000 do t[i]=s end print(table.unpack(t))", kMemory);
  row("joined values", "local s=('x'):rep(1e6) local t={} for i=1,7000 do t[i]=s end table.concat(t, s)", kMemory);
  row("formatted values",
      "local s=('x'):rep(1e6) string.format(('%s'):rep(20), s,s,s,s,s,s,s,s,s,s,s,s,s,s,s,s,s,s,s,s)", kMemory);
  row("long set", "local s=('a'):rep(100000) s:find('['..('b'):rep(1000000)..']+c')", kWork);
  row("long set, little text", "local p='['..('b'):rep(1000000)..']' while true do ('aaaa'):find(p) end", kWork);
  row("frontier of a long set", "local p='%f['..('b'):rep(500000)..']' (('a'):rep(100000)):find(p)", kWork);
  row("equal texts",
      "local a,b=('x'):rep(1500000),('x'):rep(1499999)..'x' local n=0 while true do if a==b then n=n+1 end end", kWork);
  row("ordered texts",
      "local a,b=('x'):rep(1500000),('x'):rep(1499999)..'y' local n=0 while true do if a<b then n=n+1 end end", kWork);
  row("ordered middling texts",
      "local a,b=('x'):rep(8000),('x'):rep(7999)..'y' local n=0 while true do if a<b then n=n+1 end end", kWork);
  row("sorted texts",
      "local s=('x'):rep(10000) local t={} for i=1,1000 do t[i]=s..(i*7919%1000) end while true do table.sort(t) end",
      kWork);
  row("sorted keys",
      "local s=('x'):rep(10000) local t={} for i=1,1000 do t[s..i]=i end while true do for k in pairs(t) do break end "
      "end",
      kWork);
  row("keys one by one", "local s=('x'):rep(10000) local t={} for i=1,1000 do t[s..i]=i end while true do next(t) end",
      kWork);
  row("numbers of long texts", "local s=('0'):rep(2000000) while true do tonumber(s) end", kWork);
  row("upper case", "local s=('a'):rep(2000000) while true do s:upper() end", kWork);
}

/// With the limits of a strategy: the end comes within a second or two, and without the memory that was asked for.
void TstLuaSandbox::hangsAndBombs()
{
  QFETCH(QString, source);
  QFETCH(QString, code);
  LuaSandbox sandbox({}, 1);
  QElapsedTimer timer;
  timer.start();
  const auto done = sandbox.load(source.toStdString(), "bomb.lua");
  const qint64 took = timer.elapsed();
  QVERIFY(!done);
  QCOMPARE(QString::fromStdString(done.error().code), code);
  QVERIFY(sandbox.memory() < std::size_t{80} << 20);
  QVERIFY2(took < 10'000, qPrintable(QString::number(took))); // under sanitizers; else a tenth of it
  const auto messages = Messages::load("en");
  QVERIFY((*messages).describe(done.error()).find("bomb.lua:1") != std::string::npos);
}

/// In most languages "a" comes before "B"; in a script it never does.
void TstLuaSandbox::languageOfTheMachineIsNotSeen()
{
  const std::string before = std::setlocale(LC_ALL, nullptr);
  bool found = false;
  for (const char* name : {"en_US.UTF-8", "de_DE.UTF-8", "zh_CN.UTF-8", "C.UTF-8"})
    found = found || std::setlocale(LC_ALL, name) != nullptr;
  const Ran ran = runScript("print('a' < 'B', string.format('%.1f', 1.5), tonumber('1.5'))");
  std::setlocale(LC_ALL, before.c_str());
  QVERIFY(found);
  QCOMPARE(ran.lines, QStringList{"false\t1.5\t1.5"});
}

/// What one call has used up another has again, and a stopped script can be called again.
void TstLuaSandbox::limitsAreOfOneCall()
{
  LuaSandbox sandbox(small(), 1);
  QVERIFY(
      sandbox.load("function f() for i = 1, 5e5 do end end function g() while true do end end", "a.lua").has_value());
  QVERIFY(sandbox.hasFunction("f"));
  QVERIFY(!sandbox.hasFunction("print2"));
  const auto again = [&](const char* script) { return sandbox.load(script, "b.lua"); };
  for (int i = 0; i < 20; ++i)
    QVERIFY(again("f()").has_value());
  QCOMPARE(again("g()").error().code, std::string("script.limit.work"));
  QVERIFY(again("f()").has_value());
}

/// Addresses, hash seeds and chance differ from process to process and state to state; what a script prints does not.
void TstLuaSandbox::sameBitsEachRun()
{
  const char* const script = R"(
    local t = {}
    for i = 1, 200 do t['key' .. math.random(1, 1000000)] = i end
    for k, v in pairs(t) do print(k, v) end
    print({}, print, tostring({}), string.format('%s', {}))
    print(math.random(), math.random(10), math.random(-5, 5))
    print(pcall(function() local x = {} ; x() end))
    local s = {} for i = 1, 50 do s[i] = {math.random(1, 5), i} end
    table.sort(s, function(a, b) return a[1] < b[1] end)
    for _, p in ipairs(s) do print(p[1], p[2]) end
  )";
  const Ran first = runScript(script, small(), 42);
  QVERIFY2(first.error.code.empty(), first.error.code.c_str());
  QVERIFY(first.lines.size() > 200);
  for (int i = 0; i < 3; ++i) {
    std::vector<char> moved(static_cast<std::size_t>(i) * 100'000 + 1); // other addresses
    QCOMPARE(runScript(script, small(), 42).lines, first.lines);
  }
  QVERIFY(runScript(script, small(), 43).lines != first.lines);
  for (const QString& line : first.lines)
    QVERIFY2(!line.contains("0x"), qPrintable(line));
}

void TstLuaSandbox::errorsTellThePlace()
{
  const auto messages = Messages::load("en");
  const auto chinese = Messages::load("zh_CN");
  const Ran failed = runScript("\n\nlocal x = nil\nx.y = 1");
  QCOMPARE(failed.error.code, std::string("script.failed"));
  QCOMPARE(failed.error.field("file"), std::string_view("test.lua"));
  QCOMPARE(failed.error.field("line"), std::string_view("4"));
  QVERIFY((*messages).describe(failed.error).find("test.lua:4") != std::string::npos);
  QVERIFY((*chinese).describe(failed.error).find("test.lua:4") != std::string::npos);
  const Ran syntax = runScript("print(1)\nlocal = 3");
  QCOMPARE(syntax.error.code, std::string("script.syntax"));
  QCOMPARE(syntax.error.field("line"), std::string_view("2"));
  const Ran limit = runScript("local a = 1\nwhile true do\nend");
  QCOMPARE(limit.error.code, std::string("script.limit.work"));
  QVERIFY(limit.error.field("where").starts_with("test.lua:"));
  const Ran ours = runScript("\nstring.rep()");
  QCOMPARE(ours.error.code, std::string("script.bad_argument"));
  QCOMPARE(ours.error.field("line"), std::string_view("2"));
  QCOMPARE(ours.error.field("function"), std::string_view("rep"));
}

void TstLuaSandbox::timeIsTheLastResort()
{
  struct Hurried final : Clock {
    mutable std::int64_t ticks = 0;
    [[nodiscard]] Timestamp now() const override { return {}; }
    [[nodiscard]] Duration elapsed() const override { return Duration::milliseconds(++ticks * 10); }
  } clock;
  ScriptLimits limits = small();
  limits.time = Duration::milliseconds(500);
  LuaSandbox sandbox(limits, 1, &clock);
  QCOMPARE(
      sandbox.load("pcall(function() while true do end end)", "t.lua").error().code, std::string("script.limit.time"));
}

/// Garbage of many calls does not add up.
void TstLuaSandbox::memoryComesBack()
{
  LuaSandbox sandbox(small(), 1);
  for (int i = 0; i < 50; ++i)
    QVERIFY(sandbox.load("local t = {} for i = 1, 20000 do t[i] = {i} end", "m.lua").has_value());
  QVERIFY(sandbox.memory() < std::size_t{8} << 20);
}

QTEST_GUILESS_MAIN(TstLuaSandbox)
#include "tst_lua_sandbox.moc"
