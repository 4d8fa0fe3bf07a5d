// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/panel_notices.h"

#include "ui/shell/tr.h"
#include "widgets/base/components.h"
#include "widgets/base/icons.h"
#include "widgets/base/theme.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QProgressBar>
#include <QPushButton>
#include <QStackedLayout>

#include <cmath>

namespace zvt::ui {

namespace {

constexpr int kProgressAfterMs = 1000;
constexpr int kProgressEveryMs = 100;

}

LoadingNotice::LoadingNotice(LoadingProgress progress, QWidget* parent)
    : QWidget(parent)
    , m_progress(std::move(progress))
    , m_stack(new QStackedLayout(this))
{
  m_stack->addWidget(new widgets::Skeleton(this));
  if (!m_progress.ask && !m_progress.cancel)
    return;
  m_timer.setInterval(kProgressEveryMs);
  connect(&m_timer, &QTimer::timeout, this, &LoadingNotice::update);
  QTimer::singleShot(kProgressAfterMs, this, &LoadingNotice::showProgress);
}

void LoadingNotice::showProgress()
{
  auto* page = new QWidget(this);
  page->setObjectName(QStringLiteral("loadingPage"));
  auto* column = new QVBoxLayout(page);
  column->setSpacing(8);
  column->addStretch(1);
  m_step = (new widgets::TextLabel({}, page))->setTone(widgets::TextTone::Secondary);
  m_step->setAlignment(Qt::AlignCenter);
  m_step->setObjectName(QStringLiteral("loadingStepLabel"));
  column->addWidget(m_step);
  m_bar = new QProgressBar(page);
  m_bar->setObjectName(QStringLiteral("loadingBar"));
  m_bar->setAccessibleName(Tr::tr("Progress"));
  m_bar->setTextVisible(false);
  m_bar->setFixedWidth(240);
  column->addWidget(m_bar, 0, Qt::AlignHCenter);
  m_cancel = new QPushButton(Tr::tr("Cancel"), page);
  m_cancel->setObjectName(QStringLiteral("loadingCancelButton"));
  m_cancel->setVisible(bool(m_progress.cancel));
  column->addWidget(m_cancel, 0, Qt::AlignHCenter);
  column->addStretch(2);
  connect(m_cancel, &QPushButton::clicked, this, [this] {
    m_cancel->setEnabled(false);
    const auto cancel = m_progress.cancel; // this notice may go
    cancel();
  });
  m_stack->addWidget(page);
  m_stack->setCurrentWidget(page);
  update();
  m_timer.start();
}

void LoadingNotice::update()
{
  const LoadingProgress::Now now = m_progress.ask ? m_progress.ask() : LoadingProgress::Now{};
  m_bar->setRange(0, now.fraction < 0 ? 0 : 1000);
  m_bar->setValue(now.fraction < 0 ? 0 : static_cast<int>(std::lround(now.fraction * 1000)));
  m_step->setText(now.step.isEmpty() ? Tr::tr("Loading…") : now.step);
}

StaleStrip::StaleStrip(const StaleText& text, QWidget* parent)
    : QWidget(parent)
{
  setObjectName(QStringLiteral("staleStrip"));
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(28, 2, 6, 2);
  const QString words = text.source.isEmpty() ? Tr::tr("Old since %1").arg(text.since)
                                              : Tr::tr("Old since %1, from %2").arg(text.since, text.source);
  auto* label = (new widgets::TextLabel(words, this))->setTone(widgets::TextTone::Muted);
  label->setObjectName(QStringLiteral("staleLabel"));
  label->setWordWrap(true);
  row->addWidget(label, 1);
  if (!text.remedy.isEmpty()) {
    auto* button = new QPushButton(text.remedy, this);
    button->setObjectName(QStringLiteral("staleButton"));
    button->setProperty("controlSize", QStringLiteral("compact"));
    if (text.action)
      connect(button, &QPushButton::clicked, parent, text.action);
    row->addWidget(button);
  }
}

void StaleStrip::paintEvent(QPaintEvent*)
{
  const widgets::StateColors& stale = widgets::Theme::current().colors().state.stale;
  QPainter painter(this);
  painter.fillRect(rect(), stale.tint);
  painter.fillRect(QRect(0, 0, 3, height()), stale.line);
  widgets::drawIcon(painter, QRectF(8, height() / 2.0 - 7, 14, 14), QStringLiteral("clock"), stale.text);
}

}
