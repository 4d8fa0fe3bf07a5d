// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/alert/alert_fields.h"

#include "core/market/bar_level.h"
#include "ui/shell/level_text.h"

#include <QDateTimeEdit>
#include <QDoubleSpinBox>

namespace zvt::ui {

QDateTime clockOf(Timestamp time, const TimeZone& zone)
{
  return QDateTime::fromMSecsSinceEpoch(zone.toLocal(time).micros / 1000, Qt::UTC);
}

Timestamp timeOf(const QDateTimeEdit* edit, const TimeZone& zone)
{
  QDateTime time = edit->dateTime();
  time.setTimeSpec(Qt::UTC);
  return zone.toUtc(LocalTime{time.toMSecsSinceEpoch() * 1000});
}

void fillLevels(QComboBox* combo)
{
  const QSignalBlocker silent(combo);
  const QVariant chosen =
      combo->count() > 0 ? combo->currentData() : QVariant(static_cast<int>(market::BarLevel::Day1));
  combo->clear();
  for (const market::BarLevel level : market::kBarLevels)
    if (level != market::BarLevel::Tick)
      combo->addItem(levelText(level), static_cast<int>(level));
  combo->setCurrentIndex(std::max(0, combo->findData(chosen)));
}

QDoubleSpinBox* priceIn(QWidget* parent, const char* name)
{
  return numberIn(parent, name, 0.0001, 1e9, 4);
}

QDateTimeEdit* timeIn(QWidget* parent, const char* name)
{
  auto* edit = new QDateTimeEdit(parent);
  edit->setObjectName(QLatin1String(name));
  edit->setTimeSpec(Qt::UTC);
  edit->setDisplayFormat(QStringLiteral("yyyy-MM-dd HH:mm"));
  edit->setCalendarPopup(true);
  return edit;
}

}
