// SPDX-License-Identifier: Apache-2.0
#include "core/base/messages.h"

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace zvt;

namespace {

QString sourceFolder()
{
  return qEnvironmentVariable("ZVT_SOURCE_DIR");
}

Messages fileOf(const QString& language)
{
  QFile file(sourceFolder() + "/resources/messages/" + language + ".json");
  if (!file.open(QIODevice::ReadOnly))
    qFatal("%s cannot be read", qPrintable(file.fileName()));
  return Messages::fromJson(file.readAll().toStdString()).value();
}

const QRegularExpression kPlaceholder("\\{[A-Za-z0-9_]+\\}");

QSet<QString> placeholders(const std::string& text)
{
  QSet<QString> names;
  for (auto it = kPlaceholder.globalMatch(QString::fromStdString(text)); it.hasNext();)
    names.insert(it.next().captured());
  return names;
}

/// Each on a line of its own: Qt Test cuts long messages.
void report(const QStringList& faults)
{
  for (const QString& fault : faults)
    qWarning("%s", qPrintable(fault));
  QCOMPARE(faults.size(), 0);
}

/// Texts that are the same in both languages.
const QSet<QString> kSameInBoth = {"settings.language.en"}; // a language is named in itself

}

class TstMessages : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void bothLanguagesAreComplete()
  {
    const Messages english = fileOf("en");
    const Messages chinese = fileOf("zh_CN");
    QStringList faults;
    for (const auto& [key, text] : english.all()) {
      const QString name = QString::fromStdString(key);
      const auto other = chinese.all().find(key);
      if (other == chinese.all().end()) {
        faults << name + ": no Chinese text";
        continue;
      }
      const bool hasWords =
          QString::fromStdString(text).remove(kPlaceholder).contains(QRegularExpression("[A-Za-z]{2}"));
      if (text == other->second && hasWords && !kSameInBoth.contains(name))
        faults << name + ": the Chinese text is the English one";
      if (placeholders(text) != placeholders(other->second))
        faults << name + ": the placeholders differ";
      if (text.empty() || other->second.empty())
        faults << name + ": empty";
    }
    for (const auto& [key, text] : chinese.all())
      if (!english.contains(key))
        faults << QString::fromStdString(key) + ": no English text";
    report(faults);
  }

  void everyErrorHasItsSentence()
  {
    const Messages english = fileOf("en");
    const QRegularExpression use("\\bfail\\(\\s*(?:zvt::)?(?:Error\\s*\\{\\s*)?\"([a-z0-9_]+\\.[a-z0-9_.]+)\"");
    QStringList faults;
    int found = 0;
    for (const char* folder : {"core", "plugins", "widgets", "ui", "app"}) {
      QDirIterator files(sourceFolder() + "/" + folder, {"*.cpp", "*.h"}, QDir::Files, QDirIterator::Subdirectories);
      while (files.hasNext()) {
        QFile file(files.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QString text = QString::fromUtf8(file.readAll());
        text.remove(QRegularExpression("//[^\n]*")); // examples in comments raise no errors
        for (auto it = use.globalMatch(text); it.hasNext(); ++found) {
          const QString code = it.next().captured(1);
          if (!english.contains(code.toStdString()))
            faults << code + ": no sentence, used in " + QDir(sourceFolder()).relativeFilePath(file.fileName());
        }
      }
    }
    QVERIFY(found > 50);
    faults.removeDuplicates();
    report(faults);
  }

  void remediesBelongToSentences()
  {
    const Messages english = fileOf("en");
    for (const auto& [key, text] : english.all())
      if (key.ends_with(".remedy"))
        QVERIFY2(english.contains(key.substr(0, key.size() - 7)), key.c_str());
  }

  void loadsLanguages()
  {
    QCOMPARE(Messages::languages(), (std::vector<std::string>{"en", "zh_CN"}));
    QCOMPARE(Messages::load("zh_CN")->text("task.cancelled"), std::string("任务已取消"));
    QCOMPARE(Messages::load("en")->text("task.cancelled"), std::string("The task was cancelled"));
    QCOMPARE(Messages::load("xx")->text("task.cancelled"), std::string("The task was cancelled"));
    QCOMPARE(Messages::load("en")->text("no.such_key"), std::string("no.such_key"));
    QVERIFY(!Messages::fromJson("[]").has_value());
    QVERIFY(!Messages::fromJson("{\"a\":1}").has_value());
  }

  void fillsPlaceholders()
  {
    const Messages messages = Messages::fromJson(R"({"m": "{a} and {b} in {x y} {}", "n": "{a}"})").value();
    QCOMPARE(messages.text("m", {{"a", "{b}"}, {"b", "2"}}),
        std::string("{b} and 2 in {x y} {}")); // values are not filled again
    QCOMPARE(messages.text("n"), std::string("?"));
  }

  /// What the program calls by a name of its own, a language may have a word for.
  void valuesHaveWords()
  {
    const Messages messages =
        Messages::fromJson(R"({"m": "by {who}: {what}", "m.who.menu": "the menu", "m.what.{who}": "!"})").value();
    QCOMPARE(messages.text("m", {{"who", "menu"}, {"what", "menu"}}), std::string("by the menu: menu"));
    QCOMPARE(messages.describe(Error{"m", {{"who", "menu"}, {"what", "x"}}, {}}), std::string("by the menu: x"));
    const Error stopped{"risk.clutch.engaged", {{"scope", "*"}, {"by", "workstation"}, {"note", "menu"}}, {}};
    QCOMPARE(Messages::load("zh_CN")->text(stopped.code, stopped.arguments),
        std::string("全部 的委托已被 本工作站 停止：菜单操作"));
  }

  void describesWithNothingDangling()
  {
    const Messages messages = Messages::fromJson(
        R"({"e": "Wrong {a}", "e.remedy": "use {b}", "bare": "Bad", "context.file": "{value}", "context.row": "row {value}"})")
                                  .value();
    const Error full{"e", {{"a", "x"}, {"b", "y"}}, {{"row", "12"}, {"file", "a.csv"}}};
    QCOMPARE(messages.describe(full), std::string("Wrong x: a.csv, row 12 — use y"));
    QCOMPARE(messages.describe(Error{"e", {{"a", "x"}, {"b", "y"}}, {}}), std::string("Wrong x — use y"));
    QCOMPARE(messages.describe(Error{"bare", {}, {{"row", "3"}}}), std::string("Bad: row 3"));
    QCOMPARE(messages.describe(Error{"bare", {}, {}}), std::string("Bad"));
    QCOMPARE(messages.describe(Error{"bare", {}, {{"file", ""}, {"sheet", "2"}}}), std::string("Bad: sheet 2"));
    QCOMPARE(messages.describe(Error{"bare", {}, {{"row", "3"}, {"row", "3"}}}), std::string("Bad: row 3"));
    QCOMPARE(messages.describe(Error{"un.known", {}, {}}), std::string("un.known"));
  }
};

QTEST_APPLESS_MAIN(TstMessages)
#include "tst_messages.moc"
