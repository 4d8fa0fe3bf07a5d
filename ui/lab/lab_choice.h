// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analytics/lab/factor_lab.h"
#include "core/factor/formula_library.h"
#include "ui/lab/lab_universe.h"

#include <QJsonObject>

namespace zvt::factor {
class FactorRegistry;
struct FactorDefinition;
}

namespace zvt::ui {

/// What the form of the factor lab says, as a person wrote it. A value.
struct LabChoice {
  QString factor; ///< a formula, the name of a saved one, or of a factor of the registry
  QString column; ///< of a factor of the registry; empty: the one that says most
  QString parameters; ///< of it: "windows=5,10; fast=12"
  QStringList others; ///< compared with it: as `factor`, or NAME.column
  Universe universe;
  QString from, to; ///< 2020-01-31; empty: from the first, to the last bar
  market::BarLevel level = market::BarLevel::Day1;
  market::AdjustMode adjust = market::AdjustMode::Hfq;
  QString horizons = QStringLiteral("1, 5, 10, 20");
  int buckets = 5;
  bool fromNextOpen = false;
  double costPercent = 0.1; ///< of the money that a trade moves
  bool operator==(const LabChoice&) const = default;
};

[[nodiscard]] QJsonObject toJson(const LabChoice& choice);
/// Bears missing and unknown members.
[[nodiscard]] LabChoice labChoiceFrom(const QJsonObject& json);

/// A text as a factor: a saved formula's or a registered factor's name, NAME.column, else a formula.
[[nodiscard]] analytics::LabFactor factorOf(
    const QString& text, const factor::FormulaLibrary& library, const factor::FactorRegistry& registry);

/// What to run, its securities left out. Errors: lab.no_factor, lab.bad_date with "text", lab.dates_reversed,
/// lab.bad_horizons with "text", lab.bad_parameters with "text".
[[nodiscard]] Result<analytics::LabRequest> requestOf(
    const LabChoice& choice, const factor::FormulaLibrary& library, const factor::FactorRegistry& registry);

}
