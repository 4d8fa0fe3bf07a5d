// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/market/quote_replay_bar.h"

#include "core/trading/paper_quotes.h"
#include "ui/market/quote_source.h"
#include "ui/shell/tr.h"
#include "widgets/base/components.h"
#include "widgets/base/icons.h"
#include "widgets/base/language.h"
#include "widgets/base/theme.h"
#include "widgets/market/clock_text.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>
#include <QPointer>
#include <QSlider>
#include <QToolButton>

namespace zvt::ui {

namespace {

constexpr double kSpeeds[] = {1, 5, 20, 60, 100, 300};
constexpr int kNameWidth = 120;
constexpr int kStepMs = 250; // how often the time is written while it passes

int secondsOf(Duration span)
{
  return static_cast<int>(span.micros / 1'000'000);
}

}

QuoteReplayBar::QuoteReplayBar(const Context& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
    , m_play(new QToolButton(this))
    , m_speed(new QComboBox(this))
    , m_slider(new QSlider(Qt::Horizontal, this))
    , m_source(new QToolButton(this))
    , m_time(new widgets::TextLabel({}, this))
{
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(8, 4, 8, 4);
  row->setSpacing(6);
  m_play->setObjectName(QStringLiteral("quoteReplayPlayButton"));
  m_play->setAutoRaise(true);
  m_speed->setObjectName(QStringLiteral("quoteReplaySpeedCombo"));
  for (const double speed : kSpeeds)
    m_speed->addItem(QStringLiteral("×%1").arg(speed), speed);
  m_slider->setObjectName(QStringLiteral("quoteReplaySlider"));
  m_slider->setPageStep(1800);
  m_slider->setSingleStep(60);
  m_time->setTone(widgets::TextTone::Secondary)->setRole(int(widgets::FontRole::Caption));
  m_source->setObjectName(QStringLiteral("quoteSourceButton"));
  m_source->setIcon(widgets::icon(QStringLiteral("folder")));
  m_source->setAutoRaise(true);
  m_source->setPopupMode(QToolButton::InstantPopup);
  m_source->setMenu(new QMenu(m_source));
  m_source->setVisible(m_context.paperQuotes != nullptr);
  connect(m_source->menu(), &QMenu::aboutToShow, this, [this] {
    m_source->menu()->clear();
    fillQuoteSources(m_source->menu(), m_context, this);
  });
  row->addWidget(m_source);
  row->addWidget(m_play);
  row->addWidget(m_speed);
  row->addWidget(m_slider, 1);
  row->addWidget(m_time);
  setVisible(m_context.quoteReplay != nullptr);
  if (m_context.quoteReplay == nullptr)
    return;
  m_timer.setInterval(kStepMs);
  connect(&m_timer, &QTimer::timeout, this, &QuoteReplayBar::refresh);
  connect(m_play, &QToolButton::clicked, this, &QuoteReplayBar::toggle);
  connect(m_speed, &QComboBox::activated, this,
      [this](int index) { m_context.quoteReplay->setSpeed(m_speed->itemData(index).toDouble()); });
  connect(m_slider, &QSlider::valueChanged, this, [this](int second) {
    m_context.quoteReplay->seek(m_context.quoteReplay->state().begin + Duration::seconds(second));
  });
  m_observation = m_context.quoteReplay->observe([guard = QPointer<QuoteReplayBar>(this)](const auto&) {
    QMetaObject::invokeMethod(
        QCoreApplication::instance(),
        [guard] {
          if (guard)
            guard->refresh();
        },
        Qt::QueuedConnection);
  });
  retranslate();
}

void QuoteReplayBar::toggle()
{
  toggleReplay(m_context);
}

QString QuoteReplayBar::timeText(const data::QuoteReplayState& state) const
{
  if (!state.day)
    return {};
  const TimeZone zone = m_context.calendar ? m_context.calendar->zone() : TimeZone::utc();
  return QString::fromStdString(state.day->iso()) + u' ' + widgets::clockText(zone, state.at, true);
}

void QuoteReplayBar::refresh()
{
  const data::QuoteReplayState state = m_context.quoteReplay->state();
  if (state.running && !m_timer.isActive())
    m_timer.start();
  else if (!state.running)
    m_timer.stop();
  setEnabled(state.day.has_value() && !state.held);
  setToolTip(state.held ? Tr::tr("These quotes follow the replay over the chart") : QString());
  const QString name = state.running ? Tr::tr("Pause the replay") : Tr::tr("Play this day's quotes again");
  if (name != m_play->accessibleName() || m_play->icon().isNull()) {
    m_play->setIcon(widgets::icon(state.running ? QStringLiteral("pause") : QStringLiteral("play")));
    m_play->setToolTip(name);
    m_play->setAccessibleName(name);
  }
  if (const int index = m_speed->findData(state.speed); index >= 0 && index != m_speed->currentIndex())
    m_speed->setCurrentIndex(index);
  const QSignalBlocker blocker(m_slider);
  m_slider->setRange(0, std::max(0, secondsOf(state.end - state.begin)));
  if (!m_slider->isSliderDown())
    m_slider->setValue(secondsOf(state.at - state.begin));
  showSource();
  const QString time = timeText(state);
  if (time != m_time->text())
    m_time->setText(time);
  const QString problem = state.problem.code.empty() ? QString() : widgets::Language::current().describe(state.problem);
  m_time->setToolTip(problem);
}

/// A file's name stands in the bar: its day has nothing to do with the account's.
void QuoteReplayBar::showSource()
{
  const bool isFile = m_context.paperQuotes != nullptr && m_context.paperQuotes->file() != nullptr;
  const QString name = quoteSourceName(m_context);
  m_source->setToolButtonStyle(isFile ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonIconOnly);
  m_source->setText(m_source->fontMetrics().elidedText(name, Qt::ElideMiddle, kNameWidth));
  m_source->setToolTip(isFile ? Tr::tr("Quotes of the file %1; the paper account stays at its own day").arg(name)
                              : Tr::tr("Whose quotes play: %1").arg(name));
  m_source->setAccessibleName(m_source->toolTip());
}

void QuoteReplayBar::retranslate()
{
  if (m_context.quoteReplay == nullptr)
    return;
  m_speed->setAccessibleName(Tr::tr("Speed of the replay"));
  m_speed->setToolTip(Tr::tr("Market seconds a second"));
  m_slider->setAccessibleName(Tr::tr("Time of the replay"));
  m_play->setAccessibleName({});
  refresh();
}

void QuoteReplayBar::paintEvent(QPaintEvent*)
{
  const widgets::ThemeTokens& colors = widgets::Theme::current().colors();
  QPainter painter(this);
  painter.fillRect(rect(), colors.surface.bar);
  painter.setPen(colors.line.panel);
  painter.drawLine(0, 0, width(), 0);
}

void toggleReplay(const Context& context)
{
  if (context.quoteReplay == nullptr)
    return;
  if (context.quoteReplay->state().running)
    context.quoteReplay->pause();
  else
    context.quoteReplay->play();
}

}
