// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/chip_feature.h"

#include "ui/chart/change_command.h"
#include "ui/chart/chart_panel.h"
#include "ui/chart/chip_reader.h"
#include "ui/chart/profile_feature.h"
#include "ui/shell/dialogs.h"
#include "ui/shell/tr.h"
#include "widgets/base/language.h"

#include <QPointer>
#include <QUndoStack>

#include <algorithm>

namespace zvt::ui {

namespace {

constexpr double kLeast = 0.1, kMost = 10;

}

ChipFeature::ChipFeature(ChartPanel& panel)
    : ChartFeature(panel)
    , m_strip(new widgets::ChipStrip(panel.view()))
{
  m_strip->hide();
  panel.addAtRight(m_strip);
  connect(m_strip, &widgets::ChipStrip::offerTaken, this, [this] {
    choose({});
    if (auto* profile = this->panel().feature<ProfileFeature>())
      profile->chooseOf(ProfileChoice::Of::InSight);
  });
}

QJsonObject ChipFeature::saveState() const
{
  return m_coefficient ? QJsonObject{{QStringLiteral("coefficient"), *m_coefficient}} : QJsonObject();
}

void ChipFeature::restoreState(const QJsonObject& state)
{
  const double coefficient = state.value(QLatin1String("coefficient")).toDouble();
  setCoefficient(coefficient > 0 ? std::optional(std::clamp(coefficient, kLeast, kMost)) : std::nullopt);
}

void ChipFeature::setCoefficient(std::optional<double> coefficient)
{
  if (m_coefficient == coefficient)
    return;
  m_coefficient = coefficient;
  m_strip->setVisible(isShown());
  if (isShown())
    panel().reload();
  else
    m_strip->setChips(nullptr);
}

void ChipFeature::choose(std::optional<double> coefficient)
{
  if (coefficient != m_coefficient)
    panel().undoStack()->push(new ChangeCommand<std::optional<double>>(Tr::tr("Cost of shares held"), m_coefficient,
        coefficient, [self = QPointer(this)](const std::optional<double>& chosen) {
          if (self)
            self->setCoefficient(chosen);
        }));
}

void ChipFeature::askCoefficient()
{
  const QString text =
      dialogsOf(panel().context())
          .askText(&panel(), Tr::tr("Cost of shares held"), Tr::tr("Coefficient of the decay by turnover, 0.1 to 10:"),
              QString::number(m_coefficient.value_or(1)));
  bool isNumber = false;
  const double coefficient = text.toDouble(&isNumber);
  if (isNumber && coefficient >= kLeast && coefficient <= kMost)
    choose(coefficient);
}

ChartReader ChipFeature::reader()
{
  if (!m_coefficient)
    return {};
  return [self = QPointer(this), coefficient = *m_coefficient](
             const ChartReading& reading) -> Result<std::function<void()>> {
    auto chips = readChips(reading, coefficient);
    return [self, chips = std::move(chips)] {
      if (!self)
        return;
      self->m_problem.reset();
      if (chips)
        self->m_strip->setChips(*chips);
      else
        self->showProblem(chips.error());
    };
  };
}

void ChipFeature::showProblem(const Error& error)
{
  m_problem = error;
  m_strip->setProblem(widgets::Language::current().describe(error), Tr::tr("Volume by price instead"));
}

void ChipFeature::retranslate()
{
  if (m_problem)
    showProblem(Error(*m_problem));
}

}
