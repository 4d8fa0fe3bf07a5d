// SPDX-License-Identifier: Apache-2.0
#include "core/base/json.h"

#include <nlohmann/json.hpp>

#include <QTest>

#include <limits>

using namespace zvt;

class TstJson : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void syntaxErrorsNameTheirPlace_data()
  {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("column");
    QTest::newRow("wrong bracket") << "{\n  \"a\": 1,\n  \"b\": ]\n}" << "3" << "8";
    QTest::newRow("after Chinese text") << "{\"名称\": x}" << "1" << "8";
    QTest::newRow("cut off") << "[1,\n2" << "2" << "2";
    QTest::newRow("empty") << "" << "1" << "1";
    QTest::newRow("two documents") << "{} {}" << "1" << "4";
  }

  void syntaxErrorsNameTheirPlace()
  {
    QFETCH(QString, text);
    QFETCH(QString, line);
    QFETCH(QString, column);
    const auto json = parseJson(text.toStdString());
    QVERIFY(!json.has_value());
    QCOMPARE(json.error().code, std::string("json.syntax"));
    QCOMPARE(QString::fromStdString(std::string(json.error().field("line"))), line);
    QCOMPARE(QString::fromStdString(std::string(json.error().field("column"))), column);
  }

  void refusesBombs()
  {
    QCOMPARE(parseJson(std::string(1'000'000, '[')).error().code, std::string("json.too_deep"));
    std::string objects;
    for (int i = 0; i < 100'000; ++i)
      objects += "{\"a\":";
    QCOMPARE(parseJson(objects).error().code, std::string("json.too_deep"));
    QVERIFY(parseJson(std::string(64, '[') + std::string(64, ']')).has_value());
    QCOMPARE(parseJson(std::string(65, '[') + std::string(65, ']')).error().code, std::string("json.too_deep"));
    QVERIFY(parseJson("\"" + std::string(1'000, '[') + "\\\"[\"").has_value()); // brackets in a text are text
    QCOMPARE(parseJson("[1,2,3]", {.maxBytes = 6}).error().code, std::string("json.too_large"));
    QCOMPARE(parseJson("[1e999]").error().code, std::string("json.number_range"));
    QCOMPARE(parseJson("\"\xFF\"").error().code, std::string("json.syntax"));
  }

  void canonicalTextIsUnique()
  {
    QCOMPARE(canonicalJson(parseJson(R"({ "b": [1.50, 2], "a": {"d": null, "c": true} })").value()),
        std::string(R"({"a":{"c":true,"d":null},"b":[1.5,2]})"));
    QCOMPARE(canonicalJson(parseJson("[1.0, 0.30000000000000004, 1e300, -0.0, \"平\\n\"]").value()),
        std::string("[1,0.30000000000000004,1e+300,-0.0,\"平\\n\"]"));
    QCOMPARE(canonicalJson(Json(std::numeric_limits<double>::quiet_NaN())), std::string("null"));
    const std::string once = canonicalJson(parseJson("[1.0,-0.0,5e-324,18446744073709551615]").value());
    QCOMPARE(canonicalJson(parseJson(once).value()), once);
  }

  void membersAreTyped()
  {
    const Json object =
        parseJson(R"({"text":"a","number":1.5,"whole":7,"flag":true,"large":18446744073709551615})").value();
    QCOMPARE(jsonString(object, "text").value(), std::string("a"));
    QCOMPARE(jsonDouble(object, "number").value(), 1.5);
    QCOMPARE(jsonDouble(object, "whole").value(), 7.0);
    QCOMPARE(jsonInt(object, "whole").value(), std::int64_t{7});
    QCOMPARE(jsonBool(object, "flag").value(), true);
    QCOMPARE(jsonInt(object, "number").error().code, std::string("json.type"));
    QCOMPARE(jsonInt(object, "large").error().code, std::string("json.type"));
    QCOMPARE(jsonString(object, "flag").error().code, std::string("json.type"));
    QCOMPARE(jsonString(object, "absent").error().code, std::string("json.missing"));
    QCOMPARE(std::string(jsonString(object, "absent").error().field("key")), std::string("absent"));
    QCOMPARE(jsonBool(Json::array(), "x").error().code, std::string("json.missing"));
  }
};

QTEST_APPLESS_MAIN(TstJson)
#include "tst_json.moc"
