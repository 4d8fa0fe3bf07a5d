// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/tag_lanes.h"

#include "core/market/compared_bars.h"
#include "core/storage/profile.h"
#include "ui/shell/tr.h"

#include <cmath>
#include <utility>
#include <vector>

namespace zvt::ui {

namespace {

using storage::FilterOperator;
using storage::RecordQuery;
using storage::RecordRow;
using storage::RecordTable;

/// A word from a moment on; empty: none any more.
struct Change {
  std::int64_t from; ///< UTC micros
  QString word;
};

QString textOf(const storage::RecordValue& value)
{
  const auto* text = std::get_if<std::string>(&value);
  return text ? QString::fromStdString(*text) : QString();
}

/// The end of a day on the exchange's clock.
Result<std::int64_t> endOf(const storage::RecordValue& value, const market::Calendar& calendar)
{
  const auto* text = std::get_if<std::string>(&value);
  ZVT_TRY(const TradingDay day, TradingDay::parse(text ? *text : std::string()));
  return calendar.zone().toUtc(LocalTime::of(day + 1)).micros;
}

RecordQuery queryOf(const char* schema, std::vector<std::string> columns, const std::string& entityId)
{
  RecordQuery query;
  query.schema = schema;
  query.columns = std::move(columns);
  query.filters = {{"entity_id", FilterOperator::Equal, {entityId}}};
  return query;
}

Result<std::vector<Change>> industries(
    storage::Profile& profile, const std::string& entityId, const market::Calendar& calendar)
{
  RecordQuery query =
      queryOf("industry_membership", {"timestamp", "industry_name", "industry_code", "system", "level"}, entityId);
  query.order = {{"system", false}, {"level", false}, {"timestamp", false}};
  ZVT_TRY(const RecordTable table, profile.records().query(query));
  std::vector<Change> changes;
  for (const RecordRow& row : table.rows) {
    if (row[3] != table.rows.front()[3] || row[4] != table.rows.front()[4])
      break; // another classification, or a finer level
    const QString name = textOf(row[1]);
    ZVT_TRY(const std::int64_t from, endOf(row[0], calendar));
    changes.push_back({from, name.isEmpty() ? textOf(row[2]) : name});
  }
  return changes;
}

Result<std::vector<Change>> mainTag(storage::Profile& profile, const std::string& entityId)
{
  ZVT_TRY(const RecordTable table, profile.records().query(queryOf("stock_tags", {"timestamp", "main_tag"}, entityId)));
  std::vector<Change> changes;
  for (const RecordRow& row : table.rows)
    if (const auto* at = std::get_if<std::int64_t>(&row[0]))
      changes.push_back({*at, textOf(row[1])});
  return changes;
}

Result<std::vector<Change>> systemTags(
    storage::Profile& profile, const std::string& entityId, const market::Calendar& calendar, bool chinese)
{
  RecordQuery query = queryOf("stock_system_tags", {}, entityId);
  query.order = {{"timestamp", false}};
  ZVT_TRY(const std::vector<storage::ColumnSchema> columns, profile.records().columns(query));
  ZVT_TRY(const RecordTable table, profile.records().query(query));
  std::vector<Change> changes;
  for (const RecordRow& row : table.rows) {
    QStringList words;
    std::int64_t from = 0;
    for (std::size_t i = 0; i < columns.size() && i < row.size(); ++i) {
      if (columns[i].name == "timestamp") {
        ZVT_TRY(from, endOf(row[i], calendar));
      } else if (const auto* flag = std::get_if<bool>(&row[i]); flag != nullptr && *flag) {
        words << QString::fromStdString(chinese ? columns[i].label.zh : columns[i].label.en);
      }
    }
    changes.push_back({from, words.join(QStringLiteral(", "))});
  }
  return changes;
}

}

QString keyOf(TagLane lane)
{
  switch (lane) {
  case TagLane::Industry:
    return QStringLiteral("tag:industry");
  case TagLane::MainTag:
    return QStringLiteral("tag:main");
  case TagLane::SystemTags:
    break;
  }
  return QStringLiteral("tag:system");
}

std::optional<TagLane> tagLaneFrom(const QString& key)
{
  for (const TagLane lane : kTagLanes)
    if (keyOf(lane) == key)
      return lane;
  return {};
}

QString nameOf(TagLane lane)
{
  switch (lane) {
  case TagLane::Industry:
    return Tr::tr("Industry");
  case TagLane::MainTag:
    return Tr::tr("Main tag");
  case TagLane::SystemTags:
    break;
  }
  return Tr::tr("Tags by the program");
}

Result<widgets::LaneModel> tagLane(TagLane lane, storage::Profile& profile, const market::BarSeries& bars,
    const market::Calendar& calendar, const QString& name, bool chinese)
{
  std::vector<Change> changes;
  if (lane == TagLane::Industry) {
    ZVT_TRY(changes, industries(profile, bars.entityId, calendar));
  } else if (lane == TagLane::MainTag) {
    ZVT_TRY(changes, mainTag(profile, bars.entityId));
  } else {
    ZVT_TRY(changes, systemTags(profile, bars.entityId, calendar, chinese));
  }
  if (changes.empty())
    return fail("chart.no_tags", {{"lane", name.toStdString()}});
  widgets::LaneModel model{widgets::LaneModel::Kind::Words, name, {}, {}};
  std::vector<std::int64_t> moments;
  std::vector<double> places;
  for (const Change& change : changes) {
    moments.push_back(change.from);
    qsizetype place = -1;
    for (std::size_t i = 0; i < model.words.size(); ++i)
      if (model.words[i] == change.word)
        place = static_cast<qsizetype>(i);
    if (place < 0 && !change.word.isEmpty()) {
      place = static_cast<qsizetype>(model.words.size());
      model.words.push_back(change.word);
    }
    places.push_back(place < 0 ? std::nan("") : static_cast<double>(place));
  }
  const std::vector<std::int64_t> times = market::availableTimes(bars, calendar);
  model.values.reserve(times.size());
  for (const std::size_t at : market::lastKnownAt(times, moments))
    model.values.push_back(at == market::kNotYetKnown ? std::nan("") : places[at]);
  return model;
}

}
