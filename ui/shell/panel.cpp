// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/panel.h"

#include "widgets/base/components.h"
#include "widgets/base/theme.h"

#include <QEvent>
#include <QStackedLayout>

namespace zvt::ui {

Panel::Panel(QWidget* parent)
    : QWidget(parent)
    , m_stack(new QStackedLayout(this))
{
  setAutoFillBackground(true);
  m_stack->setContentsMargins(0, 0, 0, 0);
  connect(&widgets::Theme::current(), &widgets::Theme::changed, this, [this] { themeChanged(); });
}

void Panel::setLink(LinkColor link)
{
  if (std::exchange(m_link, link) != link)
    Q_EMIT linkChanged(link);
}

void Panel::setContent(QWidget* content)
{
  m_content = content;
  m_stack->addWidget(content);
  if (!m_notice)
    m_stack->setCurrentWidget(content);
}

void Panel::showContent()
{
  replaceNotice(nullptr);
}

void Panel::showLoading()
{
  replaceNotice(new widgets::Skeleton(this));
}

void Panel::showEmpty(const EmptyText& text)
{
  auto* empty = new widgets::EmptyState(text.icon, text.sentence, text.button, this);
  if (text.action)
    connect(empty, &widgets::EmptyState::triggered, this, text.action);
  replaceNotice(empty);
}

void Panel::showError(const QString& what, std::function<void()> retry)
{
  auto* error = new widgets::ErrorState(what, bool(retry), this);
  if (retry)
    connect(error, &widgets::ErrorState::retryRequested, this, std::move(retry));
  replaceNotice(error);
}

void Panel::replaceNotice(QWidget* notice)
{
  if (QWidget* old = std::exchange(m_notice, notice)) {
    m_stack->removeWidget(old);
    old->hide();
    old->deleteLater(); // its own button may be what called us
  }
  if (notice)
    m_stack->addWidget(notice);
  if (QWidget* shown = notice ? notice : m_content)
    m_stack->setCurrentWidget(shown);
}

void Panel::changeEvent(QEvent* event)
{
  if (event->type() == QEvent::LanguageChange) {
    retranslate();
    Q_EMIT titleChanged();
  }
  QWidget::changeEvent(event);
}

}
