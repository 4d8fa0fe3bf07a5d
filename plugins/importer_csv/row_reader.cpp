// SPDX-License-Identifier: Apache-2.0
#include "plugins/importer_csv/row_reader.h"

#include "core/base/cell_text.h"
#include "core/base/text.h"

#include <limits>

namespace zvt::importer_csv {
namespace {

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
constexpr double kZero = 0;

std::string_view cellOf(const Record& record, const Source& source)
{
  return record.cells[static_cast<std::size_t>(source.column)];
}

/// 0.1 × 3 is not 0.3 in binary, 3 / 10 is.
double scaled(double value, double scale)
{
  return scale == 0.1 ? value / 10 : value * scale;
}

}

RowReader::RowReader(const TableColumns& columns, plugin::ImportContent content, plugin::ImportSink& sink)
    : m_columns(columns)
    , m_content(content)
    , m_sink(sink)
{
}

bool RowReader::deliver(const Record& record)
{
  m_good = true;
  m_goOn = true;
  if (record.error) {
    report(record, {}, *record.error);
  } else if (record.cells.size() != m_columns.names.size()) {
    report(record, {},
        {"import.wrong_columns",
            {{"found", std::to_string(record.cells.size())}, {"expected", std::to_string(m_columns.names.size())}},
            {}});
  } else {
    return m_content == plugin::ImportContent::Bars   ? deliverBar(record)
        : m_content == plugin::ImportContent::Actions ? deliverAction(record)
                                                      : m_sink.record({record.line, record.cells});
  }
  return m_goOn;
}

void RowReader::report(const Record& record, const Source& source, Error error)
{
  m_good = false;
  const std::string column = source.isSet() ? m_columns.names[static_cast<std::size_t>(source.column)] : std::string();
  m_goOn = m_sink.problem({record.line, column, std::move(error)}) && m_goOn;
}

double RowReader::read(const Record& record, const Source& source, const double* missing)
{
  const std::string_view cell = cellOf(record, source);
  if (missing != nullptr && trim(cell).empty())
    return *missing;
  auto value = parseNumberCell(cell);
  if (value)
    return scaled(*value, source.scale);
  report(record, source, std::move(value).error());
  return kMissing;
}

bool RowReader::readTime(const Record& record, plugin::BarRow& row)
{
  const BarColumns& bars = m_columns.bars;
  auto moment = parseMomentCell(cellOf(record, bars.timestamp));
  if (!moment) {
    report(record, bars.timestamp, std::move(moment).error());
    return false;
  }
  row.time = moment->micros;
  row.kind = moment->isUtc ? plugin::TimeKind::Utc : plugin::TimeKind::Local;
  row.hasTime = moment->hasTime;
  if (!bars.clock.isSet())
    return true;
  const std::string_view cell = cellOf(record, bars.clock);
  const auto clock = parseClockCell(cell);
  if (!clock || moment->hasTime) {
    report(record, bars.clock, {"import.bad_clock", {{"text", std::string(cell.substr(0, 60))}}, {}});
    return false;
  }
  row.time += *clock;
  row.hasTime = true;
  return true;
}

bool RowReader::deliverBar(const Record& record)
{
  const BarColumns& bars = m_columns.bars;
  plugin::BarRow row;
  row.line = record.line;
  readTime(record, row);
  row.open = read(record, bars.open);
  row.high = read(record, bars.high);
  row.low = read(record, bars.low);
  row.close = read(record, bars.close);
  row.volume = bars.volume.isSet() ? read(record, bars.volume, &kMissing) : kMissing;
  row.turnover = bars.turnover.isSet() ? read(record, bars.turnover, &kMissing) : kMissing;
  m_extras.clear();
  for (const Source& extra : bars.extras)
    m_extras.push_back(extra.isSet() ? read(record, extra, &kMissing) : kMissing);
  row.extras = m_extras;
  if (bars.entity.isSet())
    row.entity = trim(cellOf(record, bars.entity));
  return m_good ? m_sink.bar(row) : m_goOn;
}

bool RowReader::deliverAction(const Record& record)
{
  const ActionColumns& columns = m_columns.actions;
  plugin::ActionRow row;
  row.line = record.line;
  auto moment = parseMomentCell(cellOf(record, columns.exDay));
  if (moment && !moment->isUtc)
    row.exDay = LocalTime{moment->micros}.day();
  else
    report(record, columns.exDay,
        {"import.bad_time", {{"text", std::string(cellOf(record, columns.exDay).substr(0, 60))}}, {}});
  const auto value = [&](const Source& source) { return source.isSet() ? read(record, source, &kZero) : 0.0; };
  row.cash = value(columns.cash);
  row.bonus = value(columns.bonus) + value(columns.transfer);
  row.rights = value(columns.rights);
  row.rightsPrice = value(columns.rightsPrice);
  // Vendors write 0 where there was no split.
  const double consolidation = value(columns.consolidation);
  row.consolidation = consolidation == 0 ? 1 : consolidation;
  row.totalShares = value(columns.totalShares);
  row.floatShares = value(columns.floatShares);
  if (columns.entity.isSet())
    row.entity = trim(cellOf(record, columns.entity));
  return m_good ? m_sink.action(row) : m_goOn;
}

}
