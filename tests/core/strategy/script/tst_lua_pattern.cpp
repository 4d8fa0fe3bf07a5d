// SPDX-License-Identifier: Apache-2.0
// Patterns against the examples of the Lua 5.4 reference manual (§6.4.1) and Programming in Lua.
#include "core/strategy/script/lua_pattern.h"

#include <QtTest>

using zvt::strategy::script::PatternMatcher;

class TstLuaPattern : public QObject {
  Q_OBJECT
private Q_SLOTS:
  void matches_data();
  void matches();
  void malformed();
  void backtrackingIsBounded();
};

namespace {

/// The first match as find() tells it: "begin end captures…", from 1; "-": none.
QString first(std::string_view subject, std::string_view pattern)
{
  const bool anchored = pattern.starts_with('^');
  PatternMatcher matcher(subject, anchored ? pattern.substr(1) : pattern, 1'000'000);
  const char* const end = subject.data() + subject.size();
  for (const char* from = subject.data(); from <= end; ++from) {
    const char* matched = matcher.matchAt(from);
    if (matched) {
      QString text = QString("%1 %2").arg(from - subject.data() + 1).arg(matched - subject.data());
      for (int i = 0; i < matcher.captures(); ++i) {
        const auto& capture = matcher.capture(i);
        text += capture.length == PatternMatcher::kPosition
            ? QString(" @%1").arg(capture.begin - subject.data() + 1)
            : " " + QString::fromUtf8(capture.begin, static_cast<qsizetype>(capture.length));
      }
      return text;
    }
    if (anchored)
      break;
  }
  return matcher.fault() == PatternMatcher::Fault::None ? "-" : "fault";
}

}

void TstLuaPattern::matches_data()
{
  QTest::addColumn<QByteArray>("subject");
  QTest::addColumn<QByteArray>("pattern");
  QTest::addColumn<QString>("expected");
  const auto row = [](const char* subject, const char* pattern, const char* expected) {
    QTest::addRow("%s ~ %s", subject, pattern) << QByteArray(subject) << QByteArray(pattern) << QString(expected);
  };
  row("hello world", "wor", "7 9");
  row("hello", "l+", "3 4");
  row("hello", "x*", "1 0");
  row("hello", "^h.-l", "1 3");
  row("hello", "^e", "-");
  row("key = value", "(%a+)%s*=%s*(%a+)", "1 11 key value");
  row("Today is 17/7/1990", "(%d+)/(%d+)/(%d+)", "10 18 17 7 1990");
  row("THE (quick) fox", "%((%a+)%)", "5 11 quick");
  row("f(a(b)c)d", "%b()", "2 8");
  row("THE (quick) fox", "%f[%a]%a+%f[%A]", "1 3");
  row("it's \"hi\"", "([\"'])(.-)%1", "6 9 \" hi");
  row("abc", "()b()", "2 2 @2 @3");
  row("a]b", "[]]", "2 2");
  row("a-b", "[a%-]+", "1 2");
  row("price 12.50", "%d+%.?%d*$", "7 11");
  row("x^y", "[^%w]", "2 2");
  row("aXb", "%u", "2 2");
  row("caaaat", "ca-t", "1 6");
  row("ct", "ca?t", "1 2");
  row("0xFF", "%x+", "1 1");
  row("", "^$", "1 0");
}

void TstLuaPattern::matches()
{
  QFETCH(QByteArray, subject);
  QFETCH(QByteArray, pattern);
  QFETCH(QString, expected);
  QCOMPARE(first({subject.constData(), static_cast<std::size_t>(subject.size())},
               {pattern.constData(), static_cast<std::size_t>(pattern.size())}),
      expected);
}

void TstLuaPattern::malformed()
{
  for (const char* pattern : {"[a", "%", "(a", "a)", "%1", "%f", "%b", "[%", "[^"})
    QCOMPARE(first("aaa", pattern), QString("fault"));
}

/// Twenty times .- over a text without an end: hours in the C library.
void TstLuaPattern::backtrackingIsBounded()
{
  const std::string subject(5000, 'a');
  std::string pattern;
  for (int i = 0; i < 20; ++i)
    pattern += ".-";
  pattern += 'b';
  PatternMatcher matcher(subject, pattern, 100'000);
  QVERIFY(matcher.matchAt(subject.data()) == nullptr);
  QVERIFY(matcher.fault() == PatternMatcher::Fault::OutOfSteps || matcher.fault() == PatternMatcher::Fault::TooComplex);
  QVERIFY(matcher.steps() < 200'000);
  const std::string open(5000, '(');
  QVERIFY(PatternMatcher(subject, open, 100'000).matchAt(subject.data()) == nullptr);
}

QTEST_GUILESS_MAIN(TstLuaPattern)
#include "tst_lua_pattern.moc"
