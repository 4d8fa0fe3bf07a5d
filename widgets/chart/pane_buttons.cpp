// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/chart/pane_buttons.h"

#include "widgets/base/icons.h"
#include "widgets/base/theme.h"
#include "widgets/base/tr.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QToolButton>

namespace zvt::widgets {

namespace {

constexpr int kSide = 18; ///< of a button

}

PaneButtons::PaneButtons(QWidget* parent)
    : QWidget(parent)
{
  setObjectName(QStringLiteral("paneButtons"));
  setCursor(Qt::ArrowCursor);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(1, 1, 1, 1);
  row->setSpacing(0);
  m_up = add("paneUpButton", PaneAct::Up);
  m_down = add("paneDownButton", PaneAct::Down);
  m_collapse = add("paneCollapseButton", PaneAct::Collapse);
  m_maximize = add("paneMaximizeButton", PaneAct::Maximize);
  m_remove = add("paneRemoveButton", PaneAct::Remove);
  m_up->setIcon(icon(QStringLiteral("chevron-up")));
  m_down->setIcon(icon(QStringLiteral("chevron-down")));
  m_remove->setIcon(icon(QStringLiteral("close")));
  hide();
  showState();
}

QToolButton* PaneButtons::add(const char* name, PaneAct act)
{
  auto* button = new QToolButton(this);
  button->setObjectName(QLatin1String(name));
  button->setAutoRaise(true);
  button->setFocusPolicy(Qt::NoFocus);
  button->setIconSize({14, 14});
  button->setFixedSize(kSide, kSide);
  button->setProperty("dense", true);
  connect(button, &QToolButton::clicked, this, [this, act] { Q_EMIT pressed(act, m_state.pane); });
  layout()->addWidget(button);
  return button;
}

void PaneButtons::showFor(const State& state, int right, int top)
{
  if (state != m_state) {
    m_state = state;
    showState();
  }
  const QSize size = layout()->minimumSize();
  setGeometry(right - size.width(), top, size.width(), size.height());
  show();
}

void PaneButtons::showState()
{
  m_up->setEnabled(m_state.canGoUp);
  m_down->setEnabled(m_state.canGoDown);
  m_collapse->setEnabled(m_state.isCollapsed || m_state.canCollapse);
  m_maximize->setEnabled(m_state.isMaximized || m_state.canCollapse);
  m_remove->setVisible(m_state.canGo);
  m_collapse->setIcon(icon(m_state.isCollapsed ? QStringLiteral("plus") : QStringLiteral("minus")));
  m_maximize->setIcon(icon(m_state.isMaximized ? QStringLiteral("copy") : QStringLiteral("rectangle")));
  retranslate();
}

void PaneButtons::retranslate()
{
  const auto say = [](QToolButton* button, const QString& text) {
    button->setToolTip(text);
    button->setAccessibleName(text);
  };
  say(m_up, Tr::tr("Move the pane up"));
  say(m_down, Tr::tr("Move the pane down"));
  say(m_collapse, m_state.isCollapsed ? Tr::tr("Open the pane") : Tr::tr("Collapse the pane to its title"));
  say(m_maximize, m_state.isMaximized ? Tr::tr("Show all panes again") : Tr::tr("Give the pane all the room"));
  say(m_remove, Tr::tr("Remove the pane"));
}

void PaneButtons::paintEvent(QPaintEvent*)
{
  QPainter painter(this);
  painter.fillRect(rect(), Theme::current().colors().chart.background);
}

}
