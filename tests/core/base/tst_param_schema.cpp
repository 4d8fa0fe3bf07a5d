// SPDX-License-Identifier: Apache-2.0
#include "core/base/param_schema.h"

#include <QTest>

using namespace zvt;

namespace {

constexpr const char* kSchema = R"([
  {"key": "period", "type": "int", "default": 12, "min": 1, "max": 500, "step": 1, "label": "param.period"},
  {"key": "weight", "type": "double", "default": 1, "min": 0},
  {"key": "lot", "type": "decimal", "default": "0.01", "min": 0.01, "max": 10},
  {"key": "adjust", "type": "choice", "default": "qfq", "choices": ["bfq", {"value": "qfq", "label": "adjust.qfq"}]},
  {"key": "from", "type": "date", "default": ""},
  {"key": "live", "type": "bool", "default": false, "restart": true},
  {"key": "universe", "type": "entity_list", "default": ["stock_sz_000001"]},
  {"key": "token", "type": "secret"},
  {"key": "folder", "type": "folder"}
])";

std::string outcome(const Result<ParamValue>& value)
{
  return value ? toText(*value) : value.error().code;
}

}

class TstParamSchema : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void reads()
  {
    const ParamSchema schema = ParamSchema::fromJson(kSchema).value();
    QCOMPARE(schema.specs().size(), std::size_t{9});
    const ParamSpec& period = *schema.find("period");
    QVERIFY(period.type == ParamType::Int);
    QCOMPARE(period.label, std::string("param.period"));
    QCOMPARE(std::get<std::int64_t>(period.defaultValue), std::int64_t{12});
    QCOMPARE(period.maximum.value(), 500.0);
    QCOMPARE(std::get<double>(schema.find("weight")->defaultValue), 1.0); // the whole number became a double
    QCOMPARE(schema.find("adjust")->choices[1].label, std::string("adjust.qfq"));
    QCOMPARE(schema.find("adjust")->choices[0].label, std::string("bfq"));
    QVERIFY(schema.find("live")->restartNeeded);
    QVERIFY(schema.find("none") == nullptr);
  }

  void refuses_data()
  {
    QTest::addColumn<QString>("json");
    QTest::addColumn<QString>("code");
    const auto row = [](const char* name, const char* json, const char* code) { QTest::newRow(name) << json << code; };
    row("no list", "{}", "schema.not_array");
    row("syntax", "[", "json.syntax");
    row("no key", R"([{"type": "int"}])", "json.missing");
    row("no type", R"([{"key": "a"}])", "json.missing");
    row("not an object", "[1]", "json.missing");
    row("type", R"([{"key": "a", "type": "float"}])", "schema.unknown_type");
    row("field", R"([{"key": "a", "type": "int", "maximum": 3}])", "schema.unknown_field");
    row("twice", R"([{"key": "a", "type": "int"}, {"key": "a", "type": "int"}])", "schema.duplicate_key");
    row("range", R"([{"key": "a", "type": "int", "min": 3, "max": 2}])", "schema.bad_range");
    row("default type", R"([{"key": "a", "type": "int", "default": "x"}])", "schema.bad_default");
    row("default range", R"([{"key": "a", "type": "int", "default": 5, "max": 2}])", "schema.bad_default");
    row("default object", R"([{"key": "a", "type": "int", "default": {}}])", "schema.bad_default");
    row("no choices", R"([{"key": "a", "type": "choice"}])", "schema.bad_choices");
    row("choices elsewhere", R"([{"key": "a", "type": "int", "choices": ["1"]}])", "schema.bad_choices");
  }

  void refuses()
  {
    QFETCH(QString, json);
    QFETCH(QString, code);
    const auto schema = ParamSchema::fromJson(json.toStdString());
    QVERIFY(!schema.has_value());
    QCOMPARE(QString::fromStdString(schema.error().code), code);
  }

  void errorsNameTheKey()
  {
    const auto schema = ParamSchema::fromJson(R"([{"key": "a", "type": "float"}])");
    QCOMPARE(std::string(schema.error().field("key")), std::string("a"));
  }

  void parsesWhatPeopleWrite_data()
  {
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("outcome");
    const auto row = [](const char* key, const char* text, const char* outcome) {
      QTest::addRow("%s=%s", key, text) << key << text << outcome;
    };
    row("period", " 26 ", "26");
    row("period", "2.5", "param.type");
    row("period", "0", "param.range");
    row("period", "501", "param.range");
    row("weight", "3", "3");
    row("weight", "-0.1", "param.range");
    row("weight", "nan", "param.type");
    row("lot", "0.10", "0.10");
    row("lot", "0.001", "param.range");
    row("lot", "much", "param.type");
    row("adjust", "bfq", "bfq");
    row("adjust", "none", "param.choice");
    row("from", "20240131", "2024-01-31");
    row("from", "yesterday", "param.type");
    row("live", "Yes", "true");
    row("live", "0", "false");
    row("live", "perhaps", "param.type");
    row("universe", "stock_sz_000001, stock_sh_600000,", "stock_sz_000001,stock_sh_600000");
    row("token", " a b ", " a b ");
    row("folder", "/tmp/x", "/tmp/x");
    row("nothing", "1", "param.unknown");
  }

  void parsesWhatPeopleWrite()
  {
    QFETCH(QString, key);
    QFETCH(QString, text);
    QFETCH(QString, outcome);
    const ParamSchema schema = ParamSchema::fromJson(kSchema).value();
    const auto value = schema.parse(key.toStdString(), text.toStdString());
    QCOMPARE(QString::fromStdString(::outcome(value)), outcome);
    if (value)
      QCOMPARE(schema.parse(key.toStdString(), toText(*value)).value(), *value);
  }

  void checksValues()
  {
    const ParamSchema schema = ParamSchema::fromJson(kSchema).value();
    QCOMPARE(outcome(schema.check("period", std::string("12"))), std::string("param.type"));
    QCOMPARE(outcome(schema.check("period", ParamValue())), std::string("param.type"));
    QVERIFY(std::holds_alternative<double>(schema.check("weight", std::int64_t{2}).value()));
    QCOMPARE(outcome(schema.check("live", std::int64_t{1})), std::string("param.type"));
    const auto secret = schema.check("token", std::int64_t{987'654});
    QCOMPARE(std::string(secret.error().field("text")), std::string("***"));
  }
};

QTEST_APPLESS_MAIN(TstParamSchema)
#include "tst_param_schema.moc"
