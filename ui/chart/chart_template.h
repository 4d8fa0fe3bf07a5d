// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "ui/factor/indicator.h"
#include "widgets/chart/pane_arrangement.h"
#include "widgets/chart/price_look.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

#include <vector>

namespace zvt::ui {

/// What a chart looks like without saying of what: indicators, panes, style and scale. A value.
struct ChartTemplate {
  QString name;
  std::vector<Indicator> indicators;
  widgets::PaneArrangement panes;
  widgets::PriceStyle style = widgets::PriceStyle::Candles;
  widgets::PriceScale scale = widgets::PriceScale::Linear;
  bool operator==(const ChartTemplate&) const = default;
};

/// The user's templates, by name in any case, and the one that new charts begin with.
struct ChartTemplateList {
  std::vector<ChartTemplate> templates; ///< by name
  QString start; ///< of a template of the user or of the program; empty: as at first
  bool operator==(const ChartTemplateList&) const = default;

  /// In place of one of that name.
  void put(ChartTemplate added);
  /// False: there is none, or the other name is taken.
  bool rename(const QString& name, const QString& wanted);
  bool remove(const QString& name);
  [[nodiscard]] const ChartTemplate* find(const QString& name) const;
};

/// Those of the program, named in the language of now.
[[nodiscard]] std::vector<ChartTemplate> builtInTemplates();
/// Of the user, else of the program; a name of the program's counts in every language.
[[nodiscard]] std::optional<ChartTemplate> templateNamed(const ChartTemplateList& list, const QString& name);
/// What of the program's a name stands for in documents; the name itself for all others.
[[nodiscard]] QString documentName(const QString& name);
[[nodiscard]] QString shownName(const QString& documentName);

[[nodiscard]] QByteArray toBytes(const ChartTemplateList& list);
/// Errors: chart.bad_templates: it is not such a document.
[[nodiscard]] Result<ChartTemplateList> templatesFrom(const QByteArray& bytes);

}
