// SPDX-License-Identifier: Apache-2.0
#include "tests/core/storage/test_profile.h"

#include <QTest>

#include <fstream>

using namespace zvt;
using namespace zvt::storage;
using namespace zvt::tests;

namespace {

ParamSchema schema()
{
  std::vector<ParamSpec> specs(4);
  specs[0].key = "chart.bars";
  specs[0].type = ParamType::Int;
  specs[0].defaultValue = std::int64_t{250};
  specs[0].minimum = 10;
  specs[0].maximum = 5'000;
  specs[1].key = "language";
  specs[1].type = ParamType::String;
  specs[1].defaultValue = std::string("en");
  specs[2].key = "providers";
  specs[2].type = ParamType::EntityList;
  specs[2].defaultValue = std::vector<std::string>();
  specs[3].key = "token";
  specs[3].type = ParamType::Secret;
  return ParamSchema(std::move(specs));
}

void writeFile(const std::filesystem::path& file, std::string_view text)
{
  std::filesystem::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << text;
}

}

class TstSettingsStore : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void valuesAreCheckedStoredAndReadAgain()
  {
    TestProfile test;
    SettingsStore& settings = test.open(false, schema()).settings();
    QVERIFY(settings.value("chart.bars").value() == ParamValue(std::int64_t{250}));
    QVERIFY(!settings.isStored("chart.bars"));
    QVERIFY(settings.set("chart.bars", std::int64_t{500}));
    QVERIFY(!settings.set("chart.bars", std::int64_t{9}));
    QVERIFY(!settings.setAll({{"language", std::string("zh_CN")}, {"chart.bars", std::int64_t{9}}}));
    QVERIFY2(settings.value("language").value() == ParamValue(std::string("en")), "nothing of a refused set is stored");
    QCOMPARE(codeOf(settings.set("nonsense", true)), std::string("param.unknown"));
    QCOMPARE(codeOf(settings.set("token", std::string("abc"))), std::string("storage.secret_setting"));
    SettingsStore& again = test.open(false, schema()).settings();
    QVERIFY(again.value("chart.bars").value() == ParamValue(std::int64_t{500}));
    QVERIFY(again.reset("chart.bars"));
    QVERIFY(test.open(false, schema()).settings().value("chart.bars").value() == ParamValue(std::int64_t{250}));
  }

  void unknownKeysAreKept()
  {
    TestProfile test;
    writeFile(test.path() / "config.json", R"({"future.setting": {"deep": [1, 2.5, "x"]}, "chart.bars": 300})");
    QVERIFY(test.open(false, schema()).settings().set("language", std::string("zh_CN")));
    const std::string text = readFile(test.path() / "config.json");
    QVERIFY(text.find("\"deep\"") != std::string::npos && text.find("2.5") != std::string::npos);
    QVERIFY(test.open(false, schema()).settings().value("chart.bars").value() == ParamValue(std::int64_t{300}));
  }

  void aValueThatDoesNotFitIsReadAsTheDefaultAndKept()
  {
    TestProfile test;
    writeFile(test.path() / "config.json", R"({"chart.bars": "many"})");
    SettingsStore& settings = test.open(false, schema()).settings();
    QVERIFY(settings.value("chart.bars").value() == ParamValue(std::int64_t{250}));
    QCOMPARE(test.logger.warnings.size(), std::size_t{1});
    QVERIFY(settings.set("language", std::string("zh_CN")));
    QVERIFY(readFile(test.path() / "config.json").find("many") != std::string::npos);
  }

  void aBrokenFileIsNamedAndLeftAlone_data()
  {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("line");
    QTest::newRow("cut off") << QByteArray("{\n\"a\": 1,\n") << "3";
    QTest::newRow("no object") << QByteArray("[1]") << "1";
    QTest::newRow("binary") << QByteArray("\x00\x01\x02", 3) << "1";
  }

  void aBrokenFileIsNamedAndLeftAlone()
  {
    QFETCH(QByteArray, text);
    QFETCH(QString, line);
    TestProfile test;
    writeFile(test.path() / "config.json", text.toStdString());
    const auto opened = test.tryOpen(false, schema());
    QCOMPARE(codeOf(opened), std::string("storage.bad_config"));
    QCOMPARE(QString::fromUtf8(std::string(opened.error().field("line")).c_str()), line);
    QCOMPARE(readFile(test.path() / "config.json"), text.toStdString());
  }

  void observersHearOfChanges()
  {
    TestProfile test;
    SettingsStore& settings = test.open(false, schema()).settings();
    std::vector<std::string> heard;
    auto handle = settings.observe([&](std::string_view key, const ParamValue& value) {
      heard.push_back(std::string(key) + "=" + toText(value));
    });
    QVERIFY(settings.set("chart.bars", std::int64_t{400}));
    QVERIFY(settings.reset("chart.bars"));
    handle.reset();
    QVERIFY(settings.set("chart.bars", std::int64_t{410}));
    QCOMPARE(heard, (std::vector<std::string>{"chart.bars=400", "chart.bars=250"}));
  }
};

QTEST_APPLESS_MAIN(TstSettingsStore)
#include "tst_settings_store.moc"
