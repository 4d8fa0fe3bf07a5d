// SPDX-License-Identifier: Apache-2.0
#include "core/base/embedded_resource.h"
#include "tests/core/storage/test_profile.h"

#include <QTest>

using namespace zvt;
using namespace zvt::storage;
using namespace zvt::tests;

namespace {

RecordWrite statusOf(std::vector<RecordRow> rows)
{
  return {"trading_status", {{"entity_id", "provider", "day", "suspended", "reason"}, std::move(rows)}};
}

RecordRow status(const char* entity, const char* day, bool suspended, const char* reason)
{
  return {std::string(entity), std::string("test"), std::string(day), suspended, std::string(reason)};
}

RecordWrite run(std::int64_t id, RecordValue rows, RecordValue size = {})
{
  return {"data_run",
      {{"id", "kind", "started", "schema", "provider", "rows", "payload_size"},
          {{id, std::string("import"), std::int64_t{5}, std::string("kdata"), std::string("csv"), std::move(rows),
              std::move(size)}}}};
}

Result<SchemaRegistry> registryOf(std::string_view json)
{
  const std::vector<EmbeddedResource> files = {{"x.json", json}};
  return SchemaRegistry::fromFiles(files);
}

const char* const kHostile = "Robert'); DROP TABLE trading_status; --\"";

}

class TstRecordStore : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void everySchemaIsComplete()
  {
    const auto registry = SchemaRegistry::builtIn();
    QVERIFY2(registry, registry ? "" : registry.error().code.c_str());
    for (const char* name : {"stock", "index", "stockus", "stockhk", "coin", "etf", "kdata", "corporate_action",
             "trading_status", "data_run"})
      QVERIFY2(registry->find(name), name);
    for (const RecordSchema* schema : registry->all()) {
      QVERIFY2(!schema->label.en.empty() && !schema->label.zh.empty(), schema->name.c_str());
      for (const ColumnSchema& column : schema->columns)
        QVERIFY2(!column.label.en.empty() && !column.label.zh.empty() && column.label.en != column.label.zh,
            column.name.c_str());
    }
    QCOMPARE(registry->findEntityType("index")->name, std::string("index"));
    QVERIFY(!registry->findEntityType("nonsense"));
    QCOMPARE(codeOf(registry->get("nonsense")), std::string("schema.unknown"));
  }

  void badSchemaFilesAreRefused_data()
  {
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("code");
    const QByteArray head = "{'name':'x','kind':'record','label':{'en':'a','zh_CN':'b'}";
    const QByteArray id = "{'name':'id','type':'text','required':true,'label':{'en':'a','zh_CN':'b'}}";
    const auto row = [](const char* name, QByteArray json, const char* code) {
      QTest::newRow(name) << json.replace('\'', '"') << QString::fromLatin1(code);
    };
    row("no JSON", "{", "json.syntax");
    row("no name", "{'kind':'record'}", "json.missing");
    row("kind", "{'name':'x','kind':'table'}", "schema.unknown_kind");
    row("label", "{'name':'x','kind':'record','label':{'en':'a'}}", "json.missing");
    row("no key", head + ",'columns':[" + id + "]}", "schema.no_key");
    row("key is no column", head + ",'columns':[" + id + "],'key':['y']}", "schema.bad_key");
    row("column twice", head + ",'columns':[" + id + "," + id + "],'key':['id']}", "schema.duplicate_column");
    row("base", head + ",'extends':'y'}", "schema.unknown_base");
    row("type", head + ",'columns':[{'name':'id','type':'blob'}]}", "schema.unknown_type");
    row("known is no date", head + ",'columns':[" + id + "],'key':['id'],'known':'id'}", "schema.bad_known");
    row("known is no column", head + ",'columns':[" + id + "],'key':['id'],'known':'y'}", "schema.bad_known");
    row("versions without a known column", head + ",'columns':[" + id + "],'key':['id'],'versions':true}",
        "schema.bad_versions");
    row("SQL as name",
        QByteArray(head + ",'columns':[" + id + "],'key':['id']}").replace("'id'", "'id) STRICT; DROP TABLE x --'"),
        "schema.bad_name");
  }

  void badSchemaFilesAreRefused()
  {
    QFETCH(QByteArray, json);
    QFETCH(QString, code);
    QCOMPARE(QString::fromStdString(codeOf(registryOf(json.toStdString()))), code);
  }

  void rowsAreInsertedReplacedAndFound()
  {
    TestProfile test;
    RecordStore& store = test.open().records();
    QVERIFY(store.upsert(statusOf({status("stock_sz_000001", "2024-01-02", true, "重大事项"),
        status("stock_sz_000001", "2024-01-03", false, "b"), status("stock_sz_000002", "2024-01-02", true, "c")})));
    QVERIFY(store.upsert(statusOf({status("stock_sz_000001", "2024-01-03", true, "changed")})));
    RecordQuery query{"trading_status", {"day", "reason"},
        {{"entity_id", FilterOperator::Equal, {std::string("stock_sz_000001")}}}, {{"day", true}}, std::nullopt, 0};
    const auto found = store.query(query);
    QVERIFY(found);
    QCOMPARE(found->columns, (std::vector<std::string>{"day", "reason"}));
    QCOMPARE(found->rows.size(), std::size_t{2});
    QVERIFY(found->rows[0] == (RecordRow{std::string("2024-01-03"), std::string("changed")}));
    QVERIFY(found->rows[1] == (RecordRow{std::string("2024-01-02"), std::string("重大事项")}));
    query.limit = 1;
    query.offset = 1;
    QVERIFY(store.query(query)->rows == (std::vector<RecordRow>{{std::string("2024-01-02"), std::string("重大事项")}}));
    QCOMPARE(store.count(query).value(), std::int64_t{2});
  }

  void filters_data()
  {
    QTest::addColumn<int>("op");
    QTest::addColumn<QString>("column");
    QTest::addColumn<QStringList>("values");
    QTest::addColumn<int>("expected");
    const auto row = [](const char* name, FilterOperator op, const char* column, const QStringList& values,
                         int expected) {
      QTest::newRow(name) << static_cast<int>(op) << QString::fromLatin1(column) << values << expected;
    };
    // Days 2024-01-01 … 05 with reasons r1 … r5, the third without one.
    row("equal", FilterOperator::Equal, "day", {QStringLiteral("2024-01-02")}, 1);
    row("not equal", FilterOperator::NotEqual, "day", {QStringLiteral("2024-01-02")}, 4);
    row("less", FilterOperator::Less, "day", {QStringLiteral("2024-01-03")}, 2);
    row("less or equal", FilterOperator::LessEqual, "day", {QStringLiteral("2024-01-03")}, 3);
    row("greater", FilterOperator::Greater, "day", {QStringLiteral("2024-01-04")}, 1);
    row("greater or equal", FilterOperator::GreaterEqual, "day", {QStringLiteral("2024-01-04")}, 2);
    row("in", FilterOperator::In, "day", {QStringLiteral("2024-01-01"), QStringLiteral("2024-01-05")}, 2);
    row("in nothing", FilterOperator::In, "day", {}, 0);
    row("glob", FilterOperator::Glob, "reason", {QStringLiteral("r?")}, 4);
    row("glob is no character class", FilterOperator::Glob, "reason", {QStringLiteral("[r]*")}, 0);
    row("missing", FilterOperator::Missing, "reason", {}, 1);
    row("present", FilterOperator::Present, "reason", {}, 4);
    row("injection", FilterOperator::Equal, "reason", {QStringLiteral("' OR '1'='1")}, 0);
  }

  void filters()
  {
    QFETCH(int, op);
    QFETCH(QString, column);
    QFETCH(QStringList, values);
    QFETCH(int, expected);
    TestProfile test;
    RecordStore& store = test.open().records();
    for (int i = 1; i <= 5; ++i) {
      auto row =
          status("stock_sz_000001", ("2024-01-0" + std::to_string(i)).c_str(), true, ("r" + std::to_string(i)).c_str());
      if (i == 3)
        row.back() = {};
      QVERIFY(store.upsert(statusOf({row})));
    }
    RecordFilter filter{column.toStdString(), static_cast<FilterOperator>(op), {}};
    for (const QString& value : values)
      filter.values.emplace_back(value.toStdString());
    QCOMPARE(store.query({"trading_status", {}, {filter}, {}, {}, 0})->rows.size(), static_cast<std::size_t>(expected));
  }

  void sqlInNamesIsRefusedAndInValuesIsHarmless()
  {
    TestProfile test;
    RecordStore& store = test.open().records();
    QVERIFY(store.upsert(statusOf({status("stock_sz_000001", "2024-01-02", true, kHostile)})));
    const RecordFilter sound{"reason", FilterOperator::Equal, {std::string(kHostile)}};
    QCOMPARE(store.query({"trading_status", {"reason"}, {sound}, {}, {}, 0})->rows.size(), std::size_t{1});
    QCOMPARE(codeOf(store.query({kHostile, {}, {}, {}, {}, 0})), std::string("schema.unknown"));
    QCOMPARE(codeOf(store.query({"trading_status", {kHostile}, {}, {}, {}, 0})), std::string("storage.unknown_column"));
    QCOMPARE(codeOf(store.query({"trading_status", {}, {{kHostile, FilterOperator::Missing, {}}}, {}, {}, 0})),
        std::string("storage.unknown_column"));
    QCOMPARE(codeOf(store.query({"trading_status", {}, {}, {{kHostile, false}}, {}, 0})),
        std::string("storage.unknown_column"));
    QCOMPARE(codeOf(store.upsert({"trading_status", {{kHostile}, {{true}}}})), std::string("storage.unknown_column"));
    QCOMPARE(codeOf(store.upsert(RecordWrite{kHostile, {}})), std::string("schema.unknown"));
    QCOMPARE(codeOf(store.remove("trading_status", {{kHostile, FilterOperator::Missing, {}}})),
        std::string("storage.unknown_column"));
    QCOMPARE(store.count({"trading_status", {}, {}, {}, {}, 0}).value(), std::int64_t{1});
  }

  void valuesThatDoNotFitAreRefused()
  {
    TestProfile test;
    RecordStore& store = test.open().records();
    QCOMPARE(codeOf(store.upsert(statusOf({status("a", "2024-02-30", true, "")}))), std::string("storage.bad_value"));
    QCOMPARE(codeOf(store.upsert(statusOf({status("a", "20240201", true, "")}))), std::string("storage.bad_value"));
    QCOMPARE(
        codeOf(store.upsert(statusOf({status("a", "2024-02-01", true, "\xff")}))), std::string("storage.bad_value"));
    QCOMPARE(codeOf(store.upsert(run(1, std::string("5")))), std::string("storage.bad_value"));
    QCOMPARE(codeOf(store.upsert(run(1, RecordValue()))), std::string("storage.missing_value"));
    QCOMPARE(codeOf(store.upsert({"trading_status", {{"day"}, {{std::string("2024-01-01")}}}})),
        std::string("storage.missing_value"));
    const auto bad = store.upsert(statusOf({status("a", "2024-01-01", true, ""), {std::string("b")}}));
    QCOMPARE(codeOf(bad), std::string("storage.bad_row"));
    QCOMPARE(bad.error().field("row"), std::string_view("2"));
    QCOMPARE(store.count({"trading_status", {}, {}, {}, {}, 0}).value(), std::int64_t{0});
    QCOMPARE(codeOf(store.query({"kdata", {}, {}, {}, {}, 0})), std::string("storage.no_table"));
    QCOMPARE(codeOf(store.remove("trading_status", {})), std::string("storage.no_filter"));
  }

  void anUpdateKeepsColumnsThatItDoesNotName()
  {
    TestProfile test;
    RecordStore& store = test.open().records();
    QVERIFY(store.upsert(run(1, std::int64_t{7}, std::int64_t{4'096})));
    QVERIFY(store.upsert({"data_run",
        {{"id", "kind", "started", "schema", "provider", "rows"},
            {{std::int64_t{1}, std::string("import"), std::int64_t{5}, std::string("kdata"), std::string("csv"),
                std::int64_t{8}}}}}));
    const auto found = store.query({"data_run", {"rows", "payload_size"}, {}, {}, {}, 0});
    QVERIFY(found->rows == (std::vector<RecordRow>{{std::int64_t{8}, std::int64_t{4'096}}}));
    QCOMPARE(store.remove("data_run", {{"id", FilterOperator::Equal, {std::int64_t{1}}}}).value(), std::int64_t{1});
  }

  void entitiesComeBackAsASortedSnapshot()
  {
    TestProfile test;
    Profile& profile = test.open();
    const market::Entity bank{
        {"stock", "sz", "000001"}, "平安银行", "PAYH", "CNY", TradingDay::parse("1991-04-03").value(), {}, false};
    market::Entity index{
        {"index", "sh", "000001"}, "上证指数", "SZZS", "CNY", {}, TradingDay::parse("2030-01-01").value(), true};
    const auto before = profile.entities().snapshot();
    QVERIFY(profile.entities().upsert({bank, index}));
    QCOMPARE(before->size(), std::size_t{0});
    const auto after = profile.entities().snapshot();
    QVERIFY(after->entities() == (std::vector<market::Entity>{index, bank}));
    index.name = "上证综指";
    QVERIFY(profile.entities().upsert({index}));
    QCOMPARE(profile.entities().snapshot()->entities().front().name, std::string("上证综指"));
    QVERIFY(test.open().entities().snapshot()->entities() == (std::vector<market::Entity>{index, bank}));
    market::Entity unknown = bank;
    unknown.id.type = "nonsense";
    QCOMPARE(codeOf(test.profile->entities().upsert({bank, unknown})), std::string("storage.unknown_entity_type"));
  }

  void actionsKeepTheirOrderAndReplaceEachOther()
  {
    TestProfile test;
    CorporateActionStore& store = test.open().actions();
    const TradingDay day = TradingDay::parse("2023-06-14").value();
    // 10 派 2.85 元; two rows on one day; a split 2 : 1.
    const std::vector<market::CorporateAction> actions = {
        {day, 0.285, 0, 0, 0, 1, 1.94e10, 1.94e10}, {day, 0, 0.3, 0.1, 16, 1, 0, 0}, {day + 400, 0, 0, 0, 0, 2, 0, 0}};
    QVERIFY(store.write({{"stock_sz_000001", "csv", actions}, {"stock_sz_000001", "em", {actions[2]}}}));
    QVERIFY(store.read({"stock_sz_000001", {}, {}}).value() == actions);
    QVERIFY(store.read({"stock_sz_000001", {}, {"em"}})->size() == 1);
    QVERIFY(store.read({"stock_sz_000001", "absent", {}})->empty());
    QCOMPARE(store.providers("stock_sz_000001").value(), (std::vector<std::string>{"csv", "em"}));
    QVERIFY(store.write({{"stock_sz_000001", "csv", {actions[1]}}}));
    QVERIFY(store.read({"stock_sz_000001", "csv", {}}).value() == std::vector<market::CorporateAction>{actions[1]});
    market::CorporateAction bad = actions[0];
    bad.cash = std::numeric_limits<double>::quiet_NaN();
    QCOMPARE(codeOf(store.write({{"stock_sz_000001", "csv", {bad}}})), std::string("storage.bad_action"));
  }

  /// A row that does not tell how many new shares there are for an old one, or says none: no split.
  void actionsWithoutConsolidation()
  {
    TestProfile test;
    Profile& profile = test.open();
    RecordWrite rows{"corporate_action",
        {{"entity_id", "provider", "ex_date", "sequence", "cash", "consolidation"},
            {{std::string("stock_sz_000001"), std::string("csv"), std::string("2023-06-14"), std::int64_t(1), 0.5,
                 RecordValue()},
                {std::string("stock_sz_000001"), std::string("csv"), std::string("2024-06-14"), std::int64_t(2), 0.5,
                    0.0},
                {std::string("stock_sz_000001"), std::string("csv"), std::string("2025-06-16"), std::int64_t(3), 0.5,
                    2.0}}}};
    QVERIFY(profile.records().upsert(std::move(rows)));
    const auto actions = profile.actions().read({"stock_sz_000001", {}, {}});
    QVERIFY(actions && actions->size() == 3);
    QCOMPARE(actions->at(0).consolidation, 1.0);
    QCOMPARE(actions->at(1).consolidation, 1.0);
    QCOMPARE(actions->at(2).consolidation, 2.0);
  }
};

QTEST_APPLESS_MAIN(TstRecordStore)
#include "tst_record_store.moc"
