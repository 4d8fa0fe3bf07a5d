// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/time_zone.h"
#include "ui/shell/form_parts.h"

#include <QDateTime>
#include <QString>

class QDateTimeEdit;
class QDoubleSpinBox;

namespace zvt::ui {

/// What the forms of an alert are made of.

/// The exchange's clock in a field: a date and time without a zone of its own.
[[nodiscard]] QDateTime clockOf(Timestamp time, const TimeZone& zone);
[[nodiscard]] Timestamp timeOf(const QDateTimeEdit* edit, const TimeZone& zone);

/// The levels of bars; at first a day.
void fillLevels(QComboBox* combo);

[[nodiscard]] QDoubleSpinBox* priceIn(QWidget* parent, const char* name);
[[nodiscard]] QDateTimeEdit* timeIn(QWidget* parent, const char* name);

}
