// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/alert/alert_text.h"

#include "core/alert/exchange_zone.h"
#include "core/base/text.h"
#include "ui/shell/entity_text.h"
#include "ui/shell/level_text.h"
#include "ui/shell/tr.h"
#include "widgets/base/number_format.h"

#include <QDateTime>

#include <cmath>

namespace zvt::ui {

using namespace zvt::alert;

namespace {

struct Describer {
  const std::string& entityId;
  QString operator()(const PriceCondition& price) const { return testText(price.test) + u' ' + priceText(price.price); }
  QString operator()(const ChangeCondition& change) const
  {
    const QString percent = change.eitherWay ? QChar(u'±') + widgets::formatPercent(change.percent / 100)
                                             : widgets::formatSignedPercent(change.percent / 100);
    return std::isnan(change.base) ? Tr::tr("%1 on the day").arg(percent)
                                   : Tr::tr("%1 from %2").arg(percent, priceText(change.base));
  }
  QString operator()(const LineCondition& line) const
  {
    const auto anchor = [&](const Anchor& one) -> QString {
      return priceText(one.price) + QStringLiteral(" @ ")
          + momentText(one.time, entityId, false).left(market::isDayKeyed(line.level) ? 5 : -1);
    };
    return Tr::tr("%1 the line %2 – %3").arg(testText(line.test), anchor(line.first), anchor(line.second));
  }
  QString operator()(const FormulaCondition& formula) const
  {
    QString text = QString::fromStdString(formula.formula).simplified();
    if (!formula.output.empty())
      text += u'.' + QString::fromStdString(formula.output);
    const QString test = formula.test == FormulaTest::True
        ? formulaTestText(formula.test)
        : formulaTestText(formula.test) + u' ' + QString::fromStdString(formatDouble(formula.value));
    return text + u' ' + test + QStringLiteral(" (") + levelText(formula.level) + u')';
  }
  QString operator()(const HealthCondition& health) const
  {
    switch (health.test) {
    case HealthTest::NoQuote:
      return Tr::tr("No quote for %n minute(s)", nullptr, health.minutes);
    case HealthTest::StaleBar:
      return Tr::tr("Newest bar %n session(s) old", nullptr, health.sessions);
    case HealthTest::Quarantine:
    case HealthTest::Gap:
      break;
    }
    return healthTestText(health.test);
  }
};

}

QString priceText(double price)
{
  if (std::isnan(price))
    return {};
  const QString text = QString::fromStdString(formatDouble(price));
  const qsizetype point = text.indexOf(u'.');
  const int decimals = point < 0 ? 0 : static_cast<int>(text.size() - point - 1);
  return widgets::formatNumber(price, std::clamp(decimals, 2, 8));
}

QString momentText(Timestamp time, const std::string& entityId, bool seconds)
{
  if (time.micros == 0)
    return {};
  const LocalTime local = zoneOf(entityId).toLocal(time);
  const QDateTime clock = QDateTime::fromMSecsSinceEpoch(local.micros / 1000, Qt::UTC);
  return clock.toString(seconds ? QStringLiteral("MM-dd HH:mm:ss") : QStringLiteral("MM-dd HH:mm"));
}

QString conditionText(const Condition& condition, const std::string& entityId)
{
  return std::visit(Describer{entityId}, condition);
}

QString kindText(const Condition& condition)
{
  switch (condition.index()) {
  case 0:
    return Tr::tr("Price");
  case 1:
    return Tr::tr("Change");
  case 2:
    return Tr::tr("Drawn line");
  case 3:
    return Tr::tr("Formula");
  default:
    return Tr::tr("Data health");
  }
}

QString stateText(State state)
{
  switch (state) {
  case State::Armed:
    return Tr::tr("Armed");
  case State::Snoozed:
    return Tr::tr("Snoozed");
  case State::Done:
    return Tr::tr("Told");
  case State::Expired:
    return Tr::tr("Expired");
  case State::Disabled:
    break;
  }
  return Tr::tr("Off", "an alert");
}

QString testText(Test test)
{
  switch (test) {
  case Test::Crosses:
    return Tr::tr("crosses");
  case Test::CrossesUp:
    return Tr::tr("crosses up");
  case Test::CrossesDown:
    return Tr::tr("crosses down");
  case Test::Above:
    return Tr::tr("above");
  case Test::Below:
    break;
  }
  return Tr::tr("below");
}

QString formulaTestText(FormulaTest test)
{
  switch (test) {
  case FormulaTest::True:
    return Tr::tr("holds");
  case FormulaTest::Crosses:
    return testText(Test::Crosses);
  case FormulaTest::CrossesUp:
    return testText(Test::CrossesUp);
  case FormulaTest::CrossesDown:
    return testText(Test::CrossesDown);
  case FormulaTest::Above:
    return testText(Test::Above);
  case FormulaTest::Below:
    break;
  }
  return testText(Test::Below);
}

QString healthTestText(HealthTest test)
{
  switch (test) {
  case HealthTest::NoQuote:
    return Tr::tr("No quote in trading hours");
  case HealthTest::StaleBar:
    return Tr::tr("Newest bar is old");
  case HealthTest::Quarantine:
    return Tr::tr("Bars in quarantine");
  case HealthTest::Gap:
    break;
  }
  return Tr::tr("Days are missing");
}

QString frequencyText(Frequency frequency)
{
  switch (frequency) {
  case Frequency::Once:
    return Tr::tr("Once");
  case Frequency::OncePerBar:
    return Tr::tr("Once a bar");
  case Frequency::EveryTime:
    break;
  }
  return Tr::tr("Every time");
}

QString extentText(Extent extent)
{
  switch (extent) {
  case Extent::Segment:
    return Tr::tr("between the points");
  case Extent::Ray:
    return Tr::tr("and on to the right");
  case Extent::Extended:
    break;
  }
  return Tr::tr("without end");
}

QString eventText(const Context& context, const AlertEvent& event)
{
  QString text =
      nameOf(context, event.entityId) + QStringLiteral("  ") + conditionText(event.condition, event.entityId);
  const bool isPrice =
      std::holds_alternative<PriceCondition>(event.condition) || std::holds_alternative<LineCondition>(event.condition);
  if (isPrice)
    text += QStringLiteral("  ") + Tr::tr("now %1").arg(priceText(event.value));
  if (!event.message.empty())
    text += u'\n' + QString::fromStdString(event.message);
  return text;
}

}
