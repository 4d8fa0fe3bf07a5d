// SPDX-License-Identifier: Apache-2.0
#include "core/base/text.h"
#include "core/storage/record_expression.h"
#include "tests/core/storage/record_oracle.h"

#include <rapidcheck.h>

#include <QTest>

using namespace zvt;
using namespace zvt::storage;
using namespace zvt::tests;

namespace {

using Operator = FilterOperator;

const char* const kHostile = "Robert'); DROP TABLE mixed; --\"";

const std::vector<std::vector<RecordValue>>& valuesOf()
{
  const auto text = [](const char* value) { return RecordValue(std::string(value)); };
  const auto whole = [](std::int64_t value) { return RecordValue(value); };
  static const std::vector<std::vector<RecordValue>> values = {{}, {whole(-2), whole(0), whole(3), whole(INT64_MAX)},
      {RecordValue(-1.5), RecordValue(0.0), RecordValue(0.1), RecordValue(1e300)},
      {RecordValue(true), RecordValue(false)},
      {text("1999-12-31"), text("2024-01-02"), text("2024-01-10"), text("2024-02-29")},
      {whole(0), whole(1'704'164'400'000'000), whole(1'704'164'400'000'001)},
      {text("1"), text("1.00"), text("-0.5"), text("10"), text("9"), text("123456789012.000000000001")},
      {text(""), text("a"), text("A"), text("a_b"), text("axb"), text("100%"), text("[a]"), text("平安银行"),
          text("银行"), text(kHostile), text("or"), text("2024-01-02")}};
  return values;
}

rc::Gen<RecordValue> cellOf(std::size_t column)
{
  return rc::gen::elementOf(valuesOf()[column]);
}

rc::Gen<std::vector<RecordRow>> anyRows()
{
  return rc::gen::exec([] {
    std::vector<RecordRow> rows;
    const int count = *rc::gen::inRange(0, 25);
    for (int k = 0; k < count; ++k) {
      RecordRow row = {std::int64_t{k}};
      for (std::size_t column = 1; column < kMixedColumns.size(); ++column)
        row.push_back(*rc::gen::weightedOneOf<RecordValue>({{1, rc::gen::just(RecordValue())}, {3, cellOf(column)}}));
      rows.push_back(std::move(row));
    }
    return rows;
  });
}

rc::Gen<RecordFilter> anyFilter()
{
  return rc::gen::exec([] {
    const auto column = *rc::gen::inRange<std::size_t>(1, kMixedColumns.size());
    const bool isText = kMixedColumns[column] == "s";
    const auto op = static_cast<Operator>(*rc::gen::inRange(0, 12));
    RecordFilter filter{kMixedColumns[column], op, {}};
    if (op == Operator::Glob || op == Operator::Like) {
      filter.op = isText ? op : Operator::Equal;
      const auto patterns =
          std::vector<std::string>{"*", "%", "a?b", "a_b", "*行", "%行", "[a]", "平?银*", "A%", "??", "__"};
      filter.values.push_back(isText ? RecordValue(*rc::gen::elementOf(patterns)) : *cellOf(column));
      return filter;
    }
    const int values = op == Operator::Missing || op == Operator::Present ? 0
        : op == Operator::Between                                         ? 2
        : op == Operator::In                                              ? *rc::gen::inRange(0, 4)
                                                                          : 1;
    for (int i = 0; i < values; ++i)
      filter.values.push_back(*cellOf(column));
    return filter;
  });
}

RecordExpression anyExpression(int depth)
{
  const int kind = depth == 0 ? 0 : *rc::gen::inRange(0, 4);
  RecordExpression node{static_cast<RecordExpression::Kind>(kind), {}, {}};
  if (node.kind == RecordExpression::Kind::Filter) {
    node.filter = *anyFilter();
    return node;
  }
  const int parts = node.kind == RecordExpression::Kind::Not ? 1 : *rc::gen::inRange(1, 4);
  for (int i = 0; i < parts; ++i)
    node.parts.push_back(anyExpression(depth - 1));
  return node;
}

rc::Gen<std::vector<RecordOrder>> anyOrder()
{
  return rc::gen::exec([] {
    std::vector<RecordOrder> order;
    const auto columns = *rc::gen::container<std::set<std::string>>(rc::gen::elementOf(kMixedColumns));
    for (const std::string& column : columns)
      order.push_back({column, *rc::gen::arbitrary<bool>()});
    return order;
  });
}

/// A condition as people write it.
std::string written(const RecordValue& value)
{
  if (const auto* flag = std::get_if<bool>(&value))
    return *flag ? "true" : "false";
  if (const auto* integer = std::get_if<std::int64_t>(&value))
    return *integer == 0 ? "1970-01-01T00:00Z" : std::to_string(*integer);
  if (const auto* number = std::get_if<double>(&value))
    return formatDouble(*number);
  std::string quoted = "'";
  for (const char c : std::get<std::string>(value))
    quoted += c == '\'' ? std::string("''") : std::string(1, c);
  return quoted + "'";
}

std::string written(const RecordFilter& filter)
{
  constexpr std::array<const char*, 12> kWords = {
      "=", "!=", "<", "<=", ">", ">=", "in", "glob", "is missing", "is present", "like", "between"};
  std::string text = filter.column + " " + kWords[static_cast<std::size_t>(filter.op)] + " ";
  std::string values;
  for (const RecordValue& value : filter.values) {
    const bool isZero = filter.column == "i" && value == RecordValue(std::int64_t{0});
    values += (values.empty() ? "" : filter.op == Operator::In ? ", " : " AND ") + (isZero ? "0" : written(value));
  }
  return text + (filter.op == Operator::In ? "(" + values + ")" : values);
}

std::string written(const RecordExpression& node)
{
  if (node.kind == RecordExpression::Kind::Filter)
    return written(node.filter);
  if (node.kind == RecordExpression::Kind::Not)
    return "not (" + written(node.parts.front()) + ")";
  std::string text;
  for (const RecordExpression& part : node.parts)
    text += (text.empty() ? "(" : node.kind == RecordExpression::Kind::All ? " and (" : " or (") + written(part) + ")";
  return text;
}

std::vector<RecordRow> selected(const std::vector<RecordRow>& rows, const RecordExpression& where)
{
  std::vector<RecordRow> found;
  std::copy_if(
      rows.begin(), rows.end(), std::back_inserter(found), [&](const RecordRow& row) { return holds(where, row); });
  return found;
}

RecordQuery mixed(std::optional<RecordExpression> where = {}, std::vector<RecordOrder> order = {})
{
  RecordQuery query{"mixed", {}, {}, std::move(order), {}, 0};
  query.where = std::move(where);
  return query;
}

TimeZone shanghai()
{
  return TimeZone::find("Asia/Shanghai").value();
}

}

class TstRecordQuery : public QObject {
  Q_OBJECT

private Q_SLOTS:
  void initTestCase() { m_mixed = std::make_unique<MixedStore>(); }

  void filtersSelectWhatTheyShould()
  {
    QVERIFY(rc::check("a query gives the rows that a walk over all rows gives", [&] {
      const auto rows = *anyRows();
      const RecordExpression where = anyExpression(3);
      const auto order = *anyOrder();
      m_mixed->fill(rows);
      const auto expected = inOrder(selected(rows, where), order);
      RC_ASSERT(m_mixed->store.query(mixed(where, order)).value().rows == expected);
      RC_ASSERT(m_mixed->store.count(mixed(where)).value() == static_cast<std::int64_t>(expected.size()));
      RecordQuery part = mixed(where, order);
      part.offset = *rc::gen::inRange(0, 5);
      part.limit = *rc::gen::inRange(0, 10);
      const auto begin = std::min<std::size_t>(expected.size(), static_cast<std::size_t>(part.offset));
      const auto count = std::min(expected.size() - begin, static_cast<std::size_t>(*part.limit));
      const auto from = expected.begin() + static_cast<std::ptrdiff_t>(begin);
      RC_ASSERT(m_mixed->store.query(part).value().rows
          == std::vector<RecordRow>(from, from + static_cast<std::ptrdiff_t>(count)));
    }));
  }

  void writtenConditionsMeanTheSame()
  {
    QVERIFY(rc::check("a condition that is written down and read again selects the same rows", [&] {
      const auto rows = *anyRows();
      const RecordExpression where = anyExpression(3);
      const auto parsed =
          parseExpression(m_mixed->schemas, *m_mixed->schemas.find("mixed"), written(where), shanghai());
      RC_ASSERT(parsed.has_value());
      RC_ASSERT(selected(rows, *parsed) == selected(rows, where));
    }));
  }

  void pagesAddUpToTheWhole()
  {
    QVERIFY(rc::check("page after page gives every row once, in order", [&] {
      const auto rows = *anyRows();
      const auto order = *anyOrder();
      m_mixed->fill(rows);
      RecordQuery query = mixed({}, order);
      query.columns = {"s", "k"};
      query.limit = *rc::gen::inRange(1, 8);
      std::vector<RecordValue> keys;
      for (;;) {
        const RecordPage page = m_mixed->store.page(query).value();
        RC_ASSERT(page.table.columns == query.columns);
        for (const RecordRow& row : page.table.rows) {
          RC_ASSERT(row.size() == std::size_t{2});
          keys.push_back(row[1]);
        }
        if (!page.next)
          break;
        RC_ASSERT(page.table.rows.size() == static_cast<std::size_t>(*query.limit));
        query.after = RecordCursor::parse(page.next->text()).value();
        RC_ASSERT(*query.after == *page.next);
      }
      std::vector<RecordValue> expected;
      for (const RecordRow& row : inOrder(rows, order))
        expected.push_back(row[0]);
      RC_ASSERT(keys == expected);
    }));
  }

  void cursorsOfAnotherQueryAreRefused()
  {
    RecordQuery query = mixed({}, {{"s", false}});
    for (const char* text : {R"([])", R"(["a"])", R"(["a",1,2])", R"([1,1])", R"(["a",null])", R"(["a","1"])"}) {
      query.after = RecordCursor::parse(text).value();
      QCOMPARE(codeOf(m_mixed->store.page(query)), std::string("storage.bad_cursor"));
    }
    for (const char* text : {"", "x", "{}", "[[1]]", "[18446744073709551615]", "[{\"infinity\":1}]"})
      QCOMPARE(codeOf(RecordCursor::parse(text)), std::string("storage.bad_cursor"));
    const double infinity = std::numeric_limits<double>::infinity();
    const RecordCursor cursor{{RecordValue(), true, std::int64_t{1}, 1.0, -infinity, std::string("平\"")}};
    QVERIFY(RecordCursor::parse(cursor.text()).value() == cursor);
  }

  void conditionsAreRead_data()
  {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("keys");
    const auto row = [](const char* text, const char* keys) {
      QTest::newRow(text) << QString::fromUtf8(text) << QString::fromLatin1(keys);
    };
    // The rows are in conditionsAreRead(); worked out by hand.
    row("i=1", "1");
    row("i == 1 OR i = 3", "13");
    row("i>=2 and i<3", "2");
    row("i <> 2", "13");
    row("not i = 2", "134");
    row("not (i = 2 or i is missing)", "13");
    row("i is not null", "123");
    row("i is not missing and s is present", "123");
    row("i is not present", "4");
    row("i = 1 or i = 2 and s = nothing", "1"); // and binds closer
    row("(i = 1 or i = 2) and s = 银行", "2");
    row("r between 0.5 and 1.5", "12");
    row("r not between 0.5 and 1.5", "34");
    row("s in (A, '银行')", "12");
    row("s not in (A, '银行')", "34");
    row("i in ()", "");
    row("s like a", "1");
    row("s glob a", "");
    row("s ~ 银*", "2");
    row("s not like '%行'", "134");
    row("b = true", "1");
    row("b=0", "2");
    row("d > 2024-01-02", "2");
    row("d = 20240102", "1");
    row("d >= 2024/01/02", "12");
    row("x = 1", "1"); // stored as 1.00
    row("x > 9", "2"); // 10, not before 9 as text would have it
    row("t = 2024-01-02", "1"); // the whole day in Shanghai
    row("t != 2024-01-02", "2");
    row("t <= 2024-01-02", "1");
    row("t > 2024-01-02", "2");
    row("t >= 2024-01-02T15:00", "12");
    row("t = 2024-01-02T15:00+08:00", "1");
    row("t between 2024-01-01 and 2024-01-02", "1");
    row("s = \"it's \"\"here\"\"\"", "3");
  }

  void conditionsAreRead()
  {
    QFETCH(QString, text);
    QFETCH(QString, keys);
    const auto moment = [](const char* iso) {
      return RecordValue(shanghai().toUtc(parseTime(iso).value().local).micros);
    };
    const auto word = [](const char* value) { return RecordValue(std::string(value)); };
    m_mixed->fill({
        {std::int64_t{1}, std::int64_t{1}, 0.5, true, word("2024-01-02"), moment("2024-01-02T15:00"), word("1.00"),
            word("A")},
        {std::int64_t{2}, std::int64_t{2}, 1.5, false, word("2024-01-03"), moment("2024-01-03T00:00"), word("10"),
            word("银行")},
        {std::int64_t{3}, std::int64_t{3}, 2.0, {}, {}, {}, {}, word("it's \"here\"")},
        {std::int64_t{4}, {}, {}, {}, {}, {}, {}, {}},
    });
    const auto where =
        parseExpression(m_mixed->schemas, *m_mixed->schemas.find("mixed"), text.toStdString(), shanghai());
    QVERIFY2(where, where ? "" : where.error().code.c_str());
    QString found;
    const RecordTable table = m_mixed->store.query(mixed(*where)).value();
    for (const RecordRow& row : table.rows)
      found += QString::number(std::get<std::int64_t>(row[0]));
    QCOMPARE(found, keys);
  }

  void badConditionsSayWhere_data()
  {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("code");
    QTest::addColumn<int>("position");
    const auto row = [](const char* text, const char* code, int position = 0) {
      QTest::newRow(text) << QString::fromUtf8(text) << QString::fromLatin1(code) << position;
    };
    row("", "storage.bad_expression", 1);
    row("i", "storage.bad_expression", 2);
    row("i = ", "storage.bad_expression", 5);
    row("i ! 1", "storage.bad_expression", 3);
    row("(i = 1", "storage.bad_expression", 7);
    row("i = 1)", "storage.bad_expression", 6);
    row("i = 1 i = 2", "storage.bad_expression", 7);
    row("s = 银 行", "storage.bad_expression", 7); // counted in characters
    row("s = 'open", "storage.bad_expression", 10);
    row("i in 1", "storage.bad_expression", 6);
    row("i in (1 2)", "storage.bad_expression", 9);
    row("i between 1 or 2", "storage.bad_expression", 13);
    row("i is 1", "storage.bad_expression", 6);
    row("i ~ 1", "storage.bad_value");
    row("i = one", "storage.bad_text");
    row("i = 1.5", "storage.bad_text");
    row("r = nan", "storage.bad_text");
    row("b = yes", "storage.bad_text");
    row("d = 2024-02-30", "storage.bad_text");
    row("t = soon", "storage.bad_text");
    row("x = 1,5", "storage.bad_expression", 6);
    row("x = eins", "storage.bad_text");
    row("s = 'x' or 1=1", "storage.unknown_column");
    row("1 = 1", "storage.unknown_column");
    row("s = 'x'); DROP TABLE mixed; --'", "storage.bad_expression", 8);
    row("\"s\" = 1", "storage.bad_expression", 1);
    row("rowid = 1", "storage.unknown_column");
    row("entity.name = x", "storage.unknown_column"); // its rows are about no security
    row("run.source = x", "storage.unknown_column"); // this registry has no runs
  }

  void badConditionsSayWhere()
  {
    QFETCH(QString, text);
    QFETCH(QString, code);
    QFETCH(int, position);
    const auto parsed =
        parseExpression(m_mixed->schemas, *m_mixed->schemas.find("mixed"), text.toStdString(), shanghai());
    QCOMPARE(QString::fromStdString(codeOf(parsed)), code);
    if (position > 0)
      QCOMPARE(QString::fromUtf8(parsed.error().field("position").data()).toInt(), position);
  }

  void longAndDeepConditions()
  {
    const RecordSchema& schema = *m_mixed->schemas.find("mixed");
    m_mixed->fill({{std::int64_t{1}, std::int64_t{4'999}, {}, {}, {}, {}, {}, {}}});
    std::string chain = "i = 0";
    for (int i = 1; i < 5'000; ++i)
      chain += " or i = " + std::to_string(i);
    const auto where = parseExpression(m_mixed->schemas, schema, chain, shanghai());
    QCOMPARE(m_mixed->store.count(mixed(where.value())).value(), std::int64_t{1});
    const std::string deep = std::string(100'000, '(') + "i = 1" + std::string(100'000, ')');
    QCOMPARE(
        codeOf(parseExpression(m_mixed->schemas, schema, deep, shanghai())), std::string("storage.bad_expression"));
    std::string negations;
    for (int i = 0; i < 100'000; ++i)
      negations += "not ";
    QCOMPARE(codeOf(parseExpression(m_mixed->schemas, schema, negations + "i = 1", shanghai())),
        std::string("storage.bad_expression"));
    RecordExpression tree = RecordExpression::of({"i", Operator::Present, {}});
    for (int i = 0; i < 1'000; ++i)
      tree = RecordExpression{RecordExpression::Kind::Not, {}, {std::move(tree)}};
    QCOMPARE(codeOf(m_mixed->store.count(mixed(tree))), std::string("storage.bad_filter"));
  }

  void anyNumberOfValues()
  {
    m_mixed->fill({{std::int64_t{1}, std::int64_t{7}, 0.1, true, {}, {}, std::string("1.0"), std::string("平'安")},
        {std::int64_t{2}, {}, {}, {}, {}, {}, {}, {}}});
    const auto count = [&](const char* column, RecordValue wanted) {
      RecordFilter filter{column, Operator::In, {}};
      for (int i = 0; i < 100'000; ++i)
        filter.values.push_back(wanted);
      return m_mixed->store.count({"mixed", {}, {filter}, {}, {}, 0}).value();
    };
    QCOMPARE(count("i", std::int64_t{7}), std::int64_t{1});
    QCOMPARE(count("i", std::int64_t{8}), std::int64_t{0});
    QCOMPARE(count("r", 0.1), std::int64_t{1});
    QCOMPARE(count("b", true), std::int64_t{1});
    QCOMPARE(count("x", std::string("1")), std::int64_t{1});
    QCOMPARE(count("s", std::string("平'安")), std::int64_t{1});
  }

  void hostileNamesAreRefused()
  {
    for (const char* name : {kHostile, "i FROM mixed; --", "entity.name\" FROM mixed --", "run.id) --", "_run\"", ""}) {
      const std::string column = name;
      RecordQuery query = mixed(RecordExpression::of({column, Operator::Present, {}}));
      QCOMPARE(codeOf(m_mixed->store.query(query)), std::string("storage.unknown_column"));
      QCOMPARE(codeOf(m_mixed->store.query(mixed({}, {{column, false}}))), std::string("storage.unknown_column"));
      query = mixed();
      query.columns = {column};
      QCOMPARE(codeOf(m_mixed->store.page(query)), std::string("storage.unknown_column"));
    }
    RecordQuery query = mixed();
    query.codes = {kHostile};
    QCOMPARE(codeOf(m_mixed->store.query(query)), std::string("storage.unknown_column")); // is about no security
    query = mixed();
    query.start = parseTime("2024-01-01").value();
    QCOMPARE(codeOf(m_mixed->store.query(query)), std::string("ok"));
    query.asOf = query.start;
    QCOMPARE(codeOf(m_mixed->store.query(query)), std::string("storage.no_known_column"));
  }

private:
  std::unique_ptr<MixedStore> m_mixed;
};

QTEST_APPLESS_MAIN(TstRecordQuery)
#include "tst_record_query.moc"
