// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/lab/lab_export.h"

#include "ui/shell/tr.h"

#include <cmath>

namespace zvt::ui {

namespace {

constexpr int kDigits = 12;

/// A column of the table.
struct Column {
  QString title;
  const std::vector<double>* values;
};

std::vector<Column> columnsOf(const analytics::FactorStudy& study)
{
  std::vector<Column> columns;
  for (const analytics::HorizonStudy& horizon : study.horizons) {
    const QString bars = horizonText(horizon.horizon);
    columns.push_back({Tr::tr("Rank IC") + u' ' + bars, &horizon.rankIc.values});
    columns.push_back({Tr::tr("IC") + u' ' + bars, &horizon.ic.values});
    columns.push_back({Tr::tr("Highest less lowest") + u' ' + bars, &horizon.spread.values});
  }
  for (std::size_t b = 0; b < study.bucketGrowth.size(); ++b) {
    columns.push_back({Tr::tr("Growth of bucket %1").arg(b + 1), &study.bucketGrowth[b]});
    columns.push_back({Tr::tr("Turnover of bucket %1").arg(b + 1), &study.bucketTurnover[b]});
  }
  columns.push_back({Tr::tr("Long–short before costs"), &study.spreadGrowth});
  columns.push_back({Tr::tr("Long–short, net"), &study.spreadGrowthNet});
  columns.push_back({Tr::tr("Securities with a value"), &study.coverage});
  return columns;
}

}

PanelTable studyTable(const analytics::LabResult& result)
{
  const analytics::FactorStudy& study = result.report.study;
  const std::vector<Column> columns = columnsOf(study);
  PanelTable table;
  table.header << Tr::tr("Date");
  for (const Column& column : columns)
    table.header << column.title;
  for (std::size_t i = 0; i < study.timeline.size(); ++i) {
    QStringList cells{dateText(result, study.timeline[i])};
    for (const Column& column : columns) {
      const double value = (*column.values)[i];
      cells << (std::isfinite(value) ? QString::number(value, 'g', kDigits) : QString());
    }
    table.rows.push_back(std::move(cells));
  }
  return table;
}

}
