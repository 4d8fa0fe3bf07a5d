// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/replay/replay_strip.h"

#include "core/data/market_data.h"
#include "ui/replay/replay_feed.h"
#include "ui/settings/settings.h"
#include "ui/shell/dialogs.h"
#include "ui/shell/tr.h"
#include "widgets/base/components.h"
#include "widgets/base/icons.h"
#include "widgets/base/language.h"
#include "widgets/base/theme.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLocale>
#include <QMenu>
#include <QPainter>
#include <QProgressBar>
#include <QToolButton>

#include <utility>

namespace zvt::ui {

namespace {

constexpr double kSpeeds[] = {0.5, 1, 2, 5, 10, 30, trading::MarketReplay::kUnlimited};
constexpr int kWholeWidth = 560; ///< narrower: without progress and count
constexpr int kClockWidth = 380; ///< narrower: without the clock, which the axis shows, too

/// The word on the accent's ground: shape and word beside the colour.
class ReplaySign : public QWidget {
public:
  using QWidget::QWidget;
  [[nodiscard]] QSize sizeHint() const override
  {
    const QFontMetrics metrics(widgets::Theme::current().font(widgets::FontRole::Caption, true));
    return {metrics.horizontalAdvance(text()) + 34, 20};
  }
  [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }
  [[nodiscard]] static QString text() { return Tr::tr("REPLAY"); }

protected:
  void paintEvent(QPaintEvent*) override
  {
    const widgets::ThemeTokens& colors = widgets::Theme::current().colors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors.accent.fill);
    painter.drawRoundedRect(rect(), 3, 3);
    painter.setPen(colors.accent.onFill);
    painter.setFont(widgets::Theme::current().font(widgets::FontRole::Caption, true));
    painter.drawText(rect().adjusted(24, 0, -6, 0), Qt::AlignVCenter | Qt::AlignLeft, text());
    // A play mark in a ring.
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colors.accent.onFill, 1.5));
    const QRectF ring(6, height() / 2.0 - 6, 12, 12);
    painter.drawArc(ring, 60 * 16, -300 * 16);
    painter.setBrush(colors.accent.onFill);
    painter.setPen(Qt::NoPen);
    const QPointF middle = ring.center();
    painter.drawPolygon(QPolygonF{{middle + QPointF(-2, -3), middle + QPointF(-2, 3), middle + QPointF(3, 0)}});
  }
};

QString speedText(double speed)
{
  return speed >= trading::MarketReplay::kUnlimited ? Tr::tr("fastest", "speed of a replay")
      : speed == 1                                  ? Tr::tr("1 bar/s")
                                                    : Tr::tr("%1 bars/s").arg(QLocale::c().toString(speed));
}

}

ReplayStrip::ReplayStrip(const Context& context, QWidget* parent)
    : QWidget(parent)
    , m_context(context)
{
  setObjectName(QStringLiteral("replayStrip"));
  buildTools();
  retranslate();
  setVisible(m_context.replay != nullptr && m_context.replay->isActive());
  if (m_context.replay == nullptr)
    return;
  connect(m_context.replay, &ReplayFeed::changed, this, &ReplayStrip::refresh);
  refresh();
}

void ReplayStrip::buildTools()
{
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(8, 3, 8, 4);
  row->setSpacing(4);
  const auto tool = [&](const char* name, const char* icon) {
    auto* button = new QToolButton(this);
    button->setObjectName(QLatin1String(name));
    button->setIcon(widgets::icon(QLatin1String(icon)));
    button->setAutoRaise(true);
    return button;
  };
  m_sign = new ReplaySign(this);
  m_sign->setObjectName(QStringLiteral("replaySign"));
  m_clock = new widgets::TextLabel({}, this);
  m_clock->setObjectName(QStringLiteral("replayClock"));
  m_clock->setRole(int(widgets::FontRole::Body), true);
  m_count = new widgets::TextLabel({}, this);
  m_count->setTone(widgets::TextTone::Secondary)->setRole(int(widgets::FontRole::Caption));
  m_progress = new QProgressBar(this);
  m_progress->setObjectName(QStringLiteral("replayProgress"));
  m_progress->setTextVisible(false);
  m_progress->setFixedSize(96, 6);
  m_back = tool("replayBackButton", "step-back");
  m_play = tool("replayPlayButton", "play");
  m_forward = tool("replayForwardButton", "step");
  m_nextDay = tool("replayNextDayButton", "next-day");
  m_date = tool("replayDateButton", "calendar");
  m_speed = new QComboBox(this);
  m_speed->setObjectName(QStringLiteral("replaySpeedCombo"));
  m_speed->setSizeAdjustPolicy(QComboBox::AdjustToContents);
  for (const double speed : kSpeeds)
    m_speed->addItem({}, speed);
  m_stop = tool("replayStopButton", "stop");
  m_stop->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  m_more = tool("replayMoreButton", "more");
  m_more->setPopupMode(QToolButton::InstantPopup);
  auto* menu = new QMenu(m_more);
  m_more->setMenu(menu);
  m_more->setVisible(m_context.settings != nullptr);
  if (m_context.settings != nullptr) {
    m_cash = menu->addAction(widgets::icon(QStringLiteral("wallet")), {}, this, &ReplayStrip::askCash);
    m_cash->setObjectName(QStringLiteral("practiceCashAction"));
  }
  for (QWidget* widget : {m_sign, static_cast<QWidget*>(m_clock), static_cast<QWidget*>(m_count)})
    row->addWidget(widget);
  row->addStretch(1);
  for (QWidget* widget :
      {static_cast<QWidget*>(m_progress), static_cast<QWidget*>(m_back), static_cast<QWidget*>(m_play),
          static_cast<QWidget*>(m_forward), static_cast<QWidget*>(m_nextDay), static_cast<QWidget*>(m_speed),
          static_cast<QWidget*>(m_date), static_cast<QWidget*>(m_more), static_cast<QWidget*>(m_stop)})
    row->addWidget(widget);
  connect(m_back, &QToolButton::clicked, this, [this] { step(-1); });
  connect(m_forward, &QToolButton::clicked, this, [this] { step(1); });
  connect(m_play, &QToolButton::clicked, this, &ReplayStrip::togglePlay);
  connect(m_nextDay, &QToolButton::clicked, this, &ReplayStrip::nextDay);
  connect(m_date, &QToolButton::clicked, this, &ReplayStrip::askDate);
  connect(m_stop, &QToolButton::clicked, this, &ReplayStrip::stop);
  connect(m_speed, &QComboBox::activated, this,
      [this](int index) { m_context.replay->replay().setSpeed(m_speed->itemData(index).toDouble()); });
}

void ReplayStrip::setSteps(std::string entityId, market::BarLevel level)
{
  m_entity = std::move(entityId);
  m_level = level;
}

void ReplayStrip::step(int bars)
{
  if (m_context.replay == nullptr)
    return;
  m_context.replay->replay().follow(m_entity, m_level);
  m_context.replay->replay().step(bars);
}

void ReplayStrip::nextDay()
{
  if (m_context.replay == nullptr)
    return;
  m_context.replay->replay().follow(m_entity, m_level);
  m_context.replay->replay().nextDay();
}

void ReplayStrip::togglePlay()
{
  if (m_context.replay == nullptr)
    return;
  trading::MarketReplay& replay = m_context.replay->replay();
  if (m_context.replay->state().running)
    return replay.pause();
  replay.follow(m_entity, m_level);
  replay.play();
}

void ReplayStrip::stop()
{
  if (m_context.replay != nullptr)
    m_context.replay->replay().stop();
}

void ReplayStrip::askDate()
{
  if (m_context.replay == nullptr)
    return;
  const QString proposed = QString::fromStdString(m_context.replay->state().day.iso());
  const QString text = dialogsOf(m_context).askText(
      this, Tr::tr("Replay: jump to a date"), Tr::tr("Date (YYYY-MM-DD), at its close"), proposed);
  if (text.isNull())
    return;
  const auto day = TradingDay::parse(text.trimmed().toStdString());
  if (!day) {
    dialogsOf(m_context).tell(this, widgets::NoteKind::Warning, Tr::tr("Replay: jump to a date"),
        widgets::Language::current().describe(day.error()));
    return;
  }
  m_context.replay->replay().follow(m_entity, m_level);
  m_context.replay->replay().seek(zone().toUtc(LocalTime::of(*day + 1)));
}

void ReplayStrip::askCash()
{
  if (m_context.settings == nullptr)
    return;
  constexpr const char* kKey = "trading.practice_cash";
  const QString title = Tr::tr("Replay: starting cash");
  const QString text = dialogsOf(m_context).askText(
      this, title, Tr::tr("Cash of the practice account, from the next replay on"), m_context.settings->text(kKey));
  if (text.isNull())
    return;
  bool isNumber = false;
  const double cash = QString(text).remove(u',').trimmed().toDouble(&isNumber);
  const Result<void> taken = isNumber ? m_context.settings->set(kKey, cash)
                                      : Result<void>(fail("number.bad_decimal", {{"text", text.toStdString()}}));
  if (!taken)
    dialogsOf(m_context).tell(
        this, widgets::NoteKind::Warning, title, widgets::Language::current().describe(taken.error()));
}

TimeZone ReplayStrip::zone() const
{
  if (m_context.marketData != nullptr)
    if (const auto calendar = m_context.marketData->calendarOf(m_context.replay->state().entityId))
      return (*calendar)->zone();
  return m_context.calendar ? m_context.calendar->zone() : TimeZone::utc();
}

QString ReplayStrip::clockText() const
{
  const LocalTime local = zone().toLocal(m_context.replay->state().at);
  QString text = QString::fromStdString(local.iso()).left(16);
  text.replace(u'T', u' ');
  const QDate date = QDate::fromString(text.left(10), Qt::ISODate);
  return text + u' ' + QLocale(widgets::Language::current().code()).toString(date, QStringLiteral("ddd"));
}

void ReplayStrip::refresh()
{
  const trading::MarketReplayState& state = m_context.replay->state();
  setVisible(state.active);
  if (!state.active)
    return;
  m_clock->setText(clockText());
  m_count->setText(Tr::tr("bar %1 of %2").arg(state.done).arg(state.bars));
  m_count->setToolTip(Tr::tr("Later bars are hidden in all panels that follow the replay"));
  m_progress->setRange(0, static_cast<int>(state.bars));
  m_progress->setValue(static_cast<int>(state.done));
  m_back->setEnabled(state.done > 1);
  m_forward->setEnabled(!state.atEnd());
  m_nextDay->setEnabled(!state.atEnd());
  m_play->setEnabled(state.running || !state.atEnd());
  m_play->setIcon(widgets::icon(state.running ? QStringLiteral("pause") : QStringLiteral("play")));
  const QString play = state.running ? Tr::tr("Pause the replay") : Tr::tr("Play on, bar by bar");
  m_play->setToolTip(play);
  m_play->setAccessibleName(play);
  if (const int index = m_speed->findData(state.speed); index >= 0)
    m_speed->setCurrentIndex(index);
  m_clock->setToolTip(state.problem.code.empty() ? Tr::tr("The replay's clock: what was known then is shown")
                                                 : widgets::Language::current().describe(state.problem));
  fold();
}

void ReplayStrip::retranslate()
{
  const auto name = [](QWidget* widget, const QString& text) {
    widget->setToolTip(text);
    widget->setAccessibleName(text);
  };
  name(m_back, Tr::tr("One bar back"));
  name(m_forward, Tr::tr("One bar on"));
  name(m_nextDay, Tr::tr("To the first bar of the next day"));
  name(m_date, Tr::tr("Jump to a date"));
  name(m_speed, Tr::tr("Bars a second"));
  name(m_more, Tr::tr("More about the replay"));
  if (m_cash != nullptr)
    m_cash->setText(Tr::tr("Starting &cash of the practice account…"));
  name(m_stop, Tr::tr("End the replay: back to the newest bars"));
  m_stop->setText(Tr::tr("End", "ends a replay"));
  m_sign->setAccessibleName(Tr::tr("Replay of past bars"));
  m_progress->setAccessibleName(Tr::tr("Bars replayed"));
  for (int i = 0; i < m_speed->count(); ++i)
    m_speed->setItemText(i, speedText(m_speed->itemData(i).toDouble()));
  m_sign->updateGeometry();
  if (m_context.replay != nullptr)
    refresh();
}

/// What a narrow chart has no room for goes first.
void ReplayStrip::fold()
{
  m_progress->setVisible(width() >= kWholeWidth);
  m_count->setVisible(width() >= kWholeWidth);
  m_clock->setVisible(width() >= kClockWidth);
  m_stop->setToolButtonStyle(width() >= kWholeWidth ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonIconOnly);
}

void ReplayStrip::resizeEvent(QResizeEvent* event)
{
  QWidget::resizeEvent(event);
  fold();
}

void ReplayStrip::changeEvent(QEvent* event)
{
  QWidget::changeEvent(event);
  if (event->type() == QEvent::LanguageChange)
    retranslate();
}

void ReplayStrip::paintEvent(QPaintEvent*)
{
  const widgets::ThemeTokens& colors = widgets::Theme::current().colors();
  QPainter painter(this);
  painter.fillRect(rect(), colors.accent.tint);
  painter.fillRect(QRect(0, height() - 2, width(), 2), colors.accent.line);
}

}
