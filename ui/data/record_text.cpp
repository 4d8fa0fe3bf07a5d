// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/record_text.h"

#include "core/base/text.h"
#include "ui/shell/tr.h"
#include "widgets/base/language.h"
#include "widgets/base/number_format.h"

#include <QStringList>
#include <QVariant>

#include <array>
#include <cmath>

namespace zvt::ui {

namespace {

/// Commas into the whole part of digits that are exact already.
QString grouped(const std::string& digits)
{
  QString text = QString::fromStdString(digits);
  if (text.contains(u'e') || text.contains(u'n'))
    return text;
  const qsizetype start = text.startsWith(u'-') ? 1 : 0;
  const qsizetype point = text.indexOf(u'.') < 0 ? text.size() : text.indexOf(u'.');
  for (qsizetype at = point - 3; at > start; at -= 3)
    text.insert(at, u',');
  if (start == 1)
    text[0] = widgets::kMinus;
  return text;
}

}

bool isNumber(storage::ColumnType type)
{
  return type == storage::ColumnType::Int || type == storage::ColumnType::Real || type == storage::ColumnType::Decimal;
}

QString timeText(Timestamp time, const TimeZone& zone)
{
  return QString::fromStdString(zone.toLocal(time).iso()).replace(u'T', u' ');
}

QString numberText(double value)
{
  return std::isnan(value) ? QString(widgets::kMissing) : grouped(formatDouble(value));
}

QString cellText(const storage::ColumnSchema& column, const storage::RecordValue& value, const TimeZone& zone)
{
  struct Visitor {
    const storage::ColumnSchema& column;
    const TimeZone& zone;
    QString operator()(std::monostate) const { return QString(widgets::kMissing); }
    QString operator()(bool flag) const { return flag ? Tr::tr("yes") : Tr::tr("no"); }
    QString operator()(std::int64_t number) const
    {
      return column.type == storage::ColumnType::Time ? timeText(Timestamp{number}, zone)
                                                      : grouped(std::to_string(number));
    }
    QString operator()(double number) const { return numberText(number); }
    QString operator()(const std::string& text) const
    {
      return column.type == storage::ColumnType::Decimal ? grouped(text) : QString::fromStdString(text);
    }
  };
  return std::visit(Visitor{column, zone}, value);
}

QVariant cellValue(const storage::RecordValue& value)
{
  struct Visitor {
    QVariant operator()(std::monostate) const { return {}; }
    QVariant operator()(bool flag) const { return flag; }
    QVariant operator()(std::int64_t number) const { return QVariant::fromValue<qlonglong>(number); }
    QVariant operator()(double number) const { return number; }
    QVariant operator()(const std::string& text) const { return QString::fromStdString(text); }
  };
  return std::visit(Visitor{}, value);
}

QString columnTitle(const storage::ColumnSchema& column)
{
  const std::string& label = column.label.in(widgets::Language::current().code().toStdString());
  return QString::fromStdString(label.empty() ? column.name : label);
}

QString lineageText(const storage::DataRun& run, const TimeZone& zone)
{
  QStringList lines;
  lines << Tr::tr("Run %1, %2").arg(run.id).arg(widgets::Language::current().text("lineage.kind." + run.kind));
  const auto add = [&](const QString& label, const std::string& value) {
    if (!value.empty())
      lines << QStringLiteral("%1: %2").arg(label, QString::fromStdString(value));
  };
  add(Tr::tr("Provider"), run.provider);
  lines << QStringLiteral("%1: %2").arg(Tr::tr("When"), timeText(run.finished, zone));
  add(Tr::tr("Source"), run.source);
  add(Tr::tr("SHA-256"), run.payloadHash);
  add(Tr::tr("Transformation"), run.transformation);
  add(Tr::tr("Program"), run.program);
  return lines.join(u'\n');
}

QString sizeText(std::int64_t bytes)
{
  constexpr std::array kUnits{"B", "KB", "MB", "GB", "TB"};
  double size = static_cast<double>(bytes);
  std::size_t unit = 0;
  for (; size >= 1000 && unit + 1 < kUnits.size(); ++unit)
    size /= 1000;
  return widgets::formatNumber(size,
             unit == 0 || size >= 100 ? 0
                 : size >= 10         ? 1
                                      : 2)
      + u' ' + QLatin1String(kUnits[unit]);
}

}
