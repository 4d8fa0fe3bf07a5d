// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/strategy/result_strip.h"

#include "core/backtest/backtest.h"
#include "ui/report/report_figures.h"
#include "ui/shell/tr.h"
#include "widgets/analytics/metric_tiles.h"
#include "widgets/base/components.h"
#include "widgets/base/icons.h"
#include "widgets/base/language.h"
#include "widgets/base/theme.h"

#include <QHBoxLayout>
#include <QProgressBar>
#include <QPushButton>
#include <QStackedLayout>

namespace zvt::ui {

namespace {

constexpr int kHeight = 68;
constexpr int kTitleWidth = 260;
constexpr int kProgressSteps = 1000;

}

ResultStrip::ResultStrip(QWidget* parent)
    : QWidget(parent)
    , m_icon(new QLabel(this))
    , m_title(new widgets::TextLabel({}, this))
    , m_note(new widgets::TextLabel({}, this))
    , m_middle(new QWidget(this))
    , m_stack(new QStackedLayout(m_middle))
    , m_progress(new QProgressBar(m_middle))
    , m_tiles(new widgets::MetricTiles(m_middle))
    , m_text(new widgets::TextLabel({}, m_middle))
    , m_cancel(new QPushButton(this))
    , m_report(new QPushButton(this))
{
  m_title->setObjectName(QStringLiteral("runTitleLabel"));
  m_text->setObjectName(QStringLiteral("runText"));
  m_progress->setObjectName(QStringLiteral("runProgress"));
  m_tiles->setObjectName(QStringLiteral("runTiles"));
  m_cancel->setObjectName(QStringLiteral("cancelRunButton"));
  m_report->setObjectName(QStringLiteral("reportButton"));
  m_title->setRole(static_cast<int>(widgets::FontRole::Body), true);
  m_note->setTone(widgets::TextTone::Warning)->setRole(static_cast<int>(widgets::FontRole::Caption));
  m_text->setTone(widgets::TextTone::Secondary);
  m_text->setWordWrap(true);
  m_progress->setRange(0, kProgressSteps);
  m_progress->setTextVisible(false);
  m_progress->setFixedHeight(8);
  m_report->setIcon(widgets::icon(QStringLiteral("report")));

  auto* bar = new QWidget(m_middle);
  auto* barRow = new QHBoxLayout(bar);
  barRow->setContentsMargins(8, 0, 8, 0);
  barRow->addWidget(m_progress);
  for (QWidget* page : std::initializer_list<QWidget*>{m_text, bar, m_tiles})
    m_stack->addWidget(page);
  auto* names = new QVBoxLayout;
  names->setSpacing(0);
  names->addStretch(1);
  names->addWidget(m_title);
  names->addWidget(m_note);
  names->addStretch(1);
  auto* nameBox = new QWidget(this);
  nameBox->setFixedWidth(kTitleWidth);
  nameBox->setLayout(names);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(12, 0, 12, 0);
  row->setSpacing(8);
  row->addWidget(m_icon);
  row->addWidget(nameBox);
  row->addWidget(m_middle, 1);
  row->addWidget(m_cancel);
  row->addWidget(m_report);
  setFixedHeight(kHeight);
  connect(m_cancel, &QPushButton::clicked, this, &ResultStrip::cancelRequested);
  connect(m_report, &QPushButton::clicked, this, &ResultStrip::reportRequested);
  connect(&widgets::Theme::current(), &widgets::Theme::changed, this, &ResultStrip::retranslate);
  retranslate();
}

void ResultStrip::setState(State state)
{
  m_refused.clear();
  m_state = state;
  retranslate();
}

void ResultStrip::showRunning()
{
  m_progress->setValue(0);
  setState(State::Running);
}

void ResultStrip::setProgress(double fraction)
{
  m_progress->setRange(0, fraction < 0 ? 0 : kProgressSteps);
  m_progress->setValue(static_cast<int>(fraction * kProgressSteps));
}

void ResultStrip::showDone(const ResearchHub::RunPtr& run)
{
  m_run = run;
  m_outdated = false;
  setState(State::Done);
}

void ResultStrip::showCancelled()
{
  setState(State::Cancelled);
}

void ResultStrip::showFailed(const Error& error)
{
  m_error = error;
  setState(State::Failed);
}

void ResultStrip::showRefused(const QString& why)
{
  m_refused = why;
  if (m_state != State::Done)
    m_state = State::Refused;
  retranslate();
}

void ResultStrip::setOutdated(bool outdated)
{
  if (m_outdated == outdated)
    return;
  m_outdated = outdated;
  retranslate();
}

void ResultStrip::retranslate()
{
  const widgets::ThemeTokens& colors = widgets::Theme::current().colors();
  struct Look {
    QString icon;
    QColor color;
    QString title;
    int page = 0; ///< text, progress, tiles
    QString text;
  };
  Look look;
  switch (m_state) {
  case State::None:
    look = {QStringLiteral("backtest"), colors.text.muted, Tr::tr("No run yet"), 0,
        Tr::tr("Run the strategy over the stored bars to see its figures here.")};
    break;
  case State::Running:
    look = {QStringLiteral("clock"), colors.text.secondary, Tr::tr("Backtest is running"), 1, {}};
    break;
  case State::Done:
    look = {QStringLiteral("check"), colors.state.ok.text, Tr::tr("Backtest finished"), 2, {}};
    break;
  case State::Refused:
    look.text = m_refused;
    break;
  case State::Cancelled:
    look = {QStringLiteral("stop"), colors.text.muted, Tr::tr("Backtest cancelled"), 0, Tr::tr("Nothing was kept.")};
    break;
  case State::Failed:
    look = {QStringLiteral("error"), colors.state.error.text, Tr::tr("Backtest failed"), 0,
        widgets::Language::current().describe(m_error)};
    break;
  }
  if (!m_refused.isEmpty()) {
    look.icon = QStringLiteral("error");
    look.color = colors.state.error.text;
    look.title = Tr::tr("Not run");
  }
  m_icon->setPixmap(widgets::iconPixmap(look.icon, look.color, 16, devicePixelRatioF()));
  m_title->setText(look.title);
  m_text->setText(look.text);
  m_stack->setCurrentIndex(look.page);
  m_note->setVisible(m_state == State::Done && (m_outdated || !m_refused.isEmpty()));
  m_note->setText(m_refused.isEmpty() ? Tr::tr("Changed since this run") : Tr::tr("Figures of the run before"));
  m_note->setToolTip(m_refused);
  m_cancel->setVisible(m_state == State::Running);
  m_cancel->setText(Tr::tr("Cancel"));
  m_report->setVisible(m_run != nullptr && m_state != State::Running);
  m_report->setText(Tr::tr("Report"));
  m_report->setToolTip(Tr::tr("Show the report of the latest run"));
  m_progress->setAccessibleName(Tr::tr("Progress of the backtest"));
  if (m_run)
    m_tiles->setTiles(headlineTiles(m_run->report));
}

}
