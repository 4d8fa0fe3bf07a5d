// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/date_entry.h"

#include <QRegularExpression>
#include <QStringList>

#include <algorithm>
#include <array>

namespace zvt::widgets {

namespace {

std::optional<TradingDay> dayOf(int year, int month, int day)
{
  const Result<TradingDay> made = TradingDay::fromYmd(year, month, day);
  return made ? std::optional(*made) : std::nullopt;
}

/// The same day of an earlier month; its last day where that month is shorter.
TradingDay monthsBefore(TradingDay from, int months)
{
  const Date date = from.date();
  const int index = date.year * 12 + date.month - 1 - months;
  for (int day = date.day; day > 28; --day)
    if (const auto made = dayOf(index / 12, index % 12 + 1, day))
      return *made;
  return TradingDay::fromDate({index / 12, index % 12 + 1, std::min(date.day, 28)});
}

/// Of this year if it is not after the newest day, else of the nearest year before that has the day (29 February).
std::optional<TradingDay> latest(int month, int day, TradingDay newest)
{
  for (int year = newest.date().year; year > newest.date().year - 9; --year)
    if (const auto made = dayOf(year, month, day); made && *made <= newest)
      return made;
  return {};
}

std::optional<TradingDay> countedBack(const QString& text, TradingDay newest)
{
  static const QRegularExpression kBack(QStringLiteral("^[-\\x{2212}](\\d{1,5})\\s*([dwmy天日周月年]?)$"));
  const QRegularExpressionMatch match = kBack.match(text);
  if (!match.hasMatch())
    return {};
  const int count = match.captured(1).toInt();
  const QString unit = match.captured(2);
  if (unit == u'w' || unit == u'周')
    return newest - 7 * count;
  if (unit == u'm' || unit == u'月')
    return count < 12'000 ? std::optional(monthsBefore(newest, count)) : std::nullopt;
  if (unit == u'y' || unit == u'年')
    return count < 1'000 ? std::optional(monthsBefore(newest, 12 * count)) : std::nullopt;
  return newest - count;
}

std::optional<TradingDay> readDigits(const QString& digits, TradingDay newest)
{
  const auto part = [&](qsizetype from, qsizetype length) { return digits.mid(from, length).toInt(); };
  switch (digits.size()) {
  case 8:
    return dayOf(part(0, 4), part(4, 2), part(6, 2));
  case 6:
    return dayOf(part(0, 4), part(4, 2), 1);
  case 4:
    if (part(0, 4) >= 1800 && part(0, 4) <= 2200)
      return dayOf(part(0, 4), 1, 1);
    return latest(part(0, 2), part(2, 2), newest);
  default:
    return {};
  }
}

std::optional<TradingDay> readDay(const QString& text, TradingDay newest)
{
  if (text.isEmpty() || text == QStringLiteral("today") || text == QStringLiteral("今天")
      || text == QStringLiteral("最新"))
    return newest;
  if (text.startsWith(u'-') || text.startsWith(QChar(0x2212)))
    return countedBack(text, newest);
  static const QRegularExpression kBetween(QStringLiteral("[-/.年月日号]"));
  const QStringList parts = text.split(kBetween, Qt::SkipEmptyParts);
  std::array<int, 3> numbers{};
  for (qsizetype i = 0; i < parts.size(); ++i) {
    bool isNumber = false;
    const int number = parts[i].toInt(&isNumber);
    if (!isNumber || i > 2)
      return {};
    numbers[static_cast<std::size_t>(i)] = number;
  }
  const auto& [first, second, third] = numbers;
  if (parts.size() == 3)
    return parts[2].size() == 4 ? dayOf(third, second, first) : dayOf(first, second, third);
  if (parts.size() == 2)
    return parts[0].size() == 4 ? dayOf(first, second, 1) : latest(first, second, newest);
  return parts.size() == 1 ? readDigits(parts[0], newest) : std::nullopt;
}

}

std::optional<LocalTime> readDateEntry(const QString& entry, LocalTime newest)
{
  const QString text = entry.normalized(QString::NormalizationForm_KC).trimmed().toLower();
  if (text.isEmpty())
    return {};
  static const QRegularExpression kTime(QStringLiteral("(?:^|[\\st])(\\d{1,2}):(\\d{2})$"));
  const QRegularExpressionMatch time = kTime.match(text);
  Duration sinceMidnight;
  QString date = text;
  if (time.hasMatch()) {
    const int hour = time.captured(1).toInt(), minute = time.captured(2).toInt();
    if (hour > 23 || minute > 59)
      return {};
    sinceMidnight = Duration::minutes(hour * 60 + minute);
    date = text.left(time.capturedStart()).trimmed();
  }
  const auto day = readDay(date, newest.day());
  if (!day)
    return {};
  return LocalTime::of(*day, sinceMidnight);
}

}
