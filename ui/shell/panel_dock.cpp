// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/panel_dock.h"

#include "ui/shell/dock_drag.h"
#include "ui/shell/float_window.h"
#include "ui/shell/panel.h"
#include "ui/shell/panel_registry.h"
#include "ui/shell/tr.h"
#include "widgets/base/components.h"
#include "widgets/base/icons.h"
#include "widgets/base/theme.h"

#include <QAction>
#include <QBoxLayout>
#include <QCloseEvent>
#include <QContextMenuEvent>
#include <QMenu>
#include <QPainter>
#include <QToolButton>

#include <algorithm>

namespace zvt::ui {

namespace {

constexpr int kMostTitle = 160;

QToolButton* toolFor(QAction* action, QWidget* parent)
{
  auto* tool = new QToolButton(parent);
  tool->setDefaultAction(action);
  tool->setAutoRaise(true);
  tool->setFocusPolicy(Qt::TabFocus);
  tool->setObjectName(action->objectName() + QStringLiteral("Tool"));
  if (action->menu())
    tool->setPopupMode(QToolButton::InstantPopup);
  return tool;
}

/// The hairline around a panel.
class PanelFrame : public QWidget {
public:
  explicit PanelFrame(Panel* panel)
  {
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(1, 0, 1, 1);
    layout->addWidget(panel);
  }

protected:
  void paintEvent(QPaintEvent*) override
  {
    QPainter painter(this);
    painter.fillRect(rect(), widgets::Theme::current().colors().line.panel);
  }
};

}

DockTitle::DockTitle(Panel* panel, bool linked, PanelDock* dock)
    : QWidget(dock)
    , m_panel(panel)
    , m_dock(dock)
    , m_title((new widgets::TextLabel({}, this))->setRole(static_cast<int>(widgets::FontRole::Body), true))
    , m_subtitle((new widgets::TextLabel({}, this))->setTone(widgets::TextTone::Muted)->setElided())
    , m_float(new QAction(this))
    , m_close(new QAction(this))
{
  setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(6, 1, 2, 1);
  layout->setSpacing(4);
  if (linked) {
    m_chip = new widgets::LinkChip(this);
    m_chip->setObjectName(QStringLiteral("linkChip"));
    m_chip->setLink(static_cast<int>(panel->link()) - 1);
    connect(m_chip, &QAbstractButton::clicked, this, &DockTitle::chooseLink);
    connect(
        panel, &Panel::linkChanged, m_chip, [this](LinkColor link) { m_chip->setLink(static_cast<int>(link) - 1); });
    layout->addWidget(m_chip);
  }
  m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  m_title->setAttribute(Qt::WA_TransparentForMouseEvents);
  m_title->installEventFilter(this);
  layout->addWidget(m_title, 1);
  layout->addWidget(m_subtitle);
  if (QWidget* extra = panel->titleWidget())
    layout->addWidget(extra);
  const QList<QAction*> tools = panel->titleActions();
  for (QAction* action : tools) {
    QToolButton* tool = toolFor(action, this);
    layout->addWidget(tool);
    const auto follow = [tool, action] { tool->setVisible(action->isVisible()); };
    connect(action, &QAction::visibleChanged, tool, follow);
    follow();
  }
  m_float->setIcon(widgets::icon(QStringLiteral("float")));
  m_float->setObjectName(QStringLiteral("float"));
  m_close->setIcon(widgets::icon(QStringLiteral("close")));
  m_close->setObjectName(QStringLiteral("close"));
  connect(m_float, &QAction::triggered, dock, &PanelDock::floatWanted);
  connect(m_close, &QAction::triggered, dock, &PanelDock::closeWanted);
  layout->addWidget(toolFor(m_float, this));
  layout->addWidget(toolFor(m_close, this));
  connect(panel, &Panel::titleChanged, this, &DockTitle::retranslate);
  retranslate();
}

void DockTitle::setTabbed(int tabs, bool chip)
{
  m_tabbed = tabs > 0;
  const int room =
      m_tabbed && chip && !m_chip ? widgets::LinkChip(nullptr).sizeHint().width() + layout()->spacing() : 0;
  layout()->setContentsMargins(6 + room, 1, 2, 1);
  m_title->setText(m_tabbed ? QString() : m_panel->title());
  m_title->setMinimumWidth(m_tabbed ? tabs : ownWidth());
}

/// Beside a long subtitle the title stays whole: that one is elided.
int DockTitle::ownWidth() const
{
  return std::min(m_title->sizeHint().width(), kMostTitle);
}

QRect DockTitle::tabPlace() const
{
  return {m_title->x(), 0, m_title->width(), height()};
}

bool DockTitle::eventFilter(QObject* watched, QEvent* event)
{
  if (watched == m_title && (event->type() == QEvent::Resize || event->type() == QEvent::Move))
    Q_EMIT tabPlaceChanged();
  return QWidget::eventFilter(watched, event);
}

QSize DockTitle::sizeHint() const
{
  return {120, widgets::Theme::current().metrics().panelTitle};
}

QSize DockTitle::minimumSizeHint() const
{
  return {60, sizeHint().height()};
}

void DockTitle::retranslate()
{
  m_dock->setWindowTitle(m_panel->title()); // what its tab says
  m_panel->setAccessibleName(m_panel->title());
  m_title->setText(m_tabbed ? QString() : m_panel->title());
  if (!m_tabbed)
    m_title->setMinimumWidth(ownWidth());
  m_subtitle->setText(m_panel->subtitle());
  m_subtitle->setVisible(!m_panel->subtitle().isEmpty());
  m_float->setText(Tr::tr("Float or dock this panel"));
  m_close->setText(Tr::tr("Close this panel"));
}

void DockTitle::chooseLink()
{
  QMenu menu(this);
  for (int link = -1; link < 6; ++link) {
    const QString text = link < 0 ? Tr::tr("Not linked") : Tr::tr("Link %1").arg(QChar(u'A' + link));
    QAction* action = menu.addAction(QIcon(widgets::LinkChip::pixmap(link, devicePixelRatioF())), text);
    connect(action, &QAction::triggered, m_panel, [this, link] { m_panel->setLink(static_cast<LinkColor>(link + 1)); });
  }
  m_panel->fillLinkMenu(&menu);
  menu.exec(m_chip->mapToGlobal(QPoint(0, m_chip->height())));
}

void DockTitle::paintEvent(QPaintEvent*)
{
  const widgets::ThemeTokens& t = widgets::Theme::current().colors();
  QPainter painter(this);
  painter.fillRect(rect(), t.surface.bar);
  painter.setPen(t.line.panel);
  painter.drawRect(rect().adjusted(0, 0, -1, -1));
  if (m_dock->isCurrent())
    painter.fillRect(QRect(0, 0, width(), 2), t.accent.line);
}

void DockTitle::changeEvent(QEvent* event)
{
  if (event->type() == QEvent::LanguageChange)
    retranslate();
  QWidget::changeEvent(event);
}

void DockTitle::mouseDoubleClickEvent(QMouseEvent*)
{
  Q_EMIT m_dock->maximizeWanted();
}

void DockTitle::contextMenuEvent(QContextMenuEvent* event)
{
  Q_EMIT m_dock->menuWanted(event->globalPos());
}

PanelDock::PanelDock(const PanelSpec& spec, const QString& instance, Panel* panel, QWidget* parent)
    : QWidget(parent)
    , m_id(spec.id)
    , m_panel(panel)
    , m_title(new DockTitle(panel, spec.linked, this))
{
  setObjectName(instance);
  setWindowIcon(widgets::icon(spec.icon));
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  layout->addWidget(m_title);
  layout->addWidget(new PanelFrame(panel), 1);
  watchDrag(m_title, [this](const QPoint&) { return this; });
}

bool PanelDock::isFloating() const
{
  return qobject_cast<FloatWindow*>(window()) != nullptr;
}

void PanelDock::setCurrent(bool current)
{
  if (std::exchange(m_current, current) != current)
    m_title->update();
}

void PanelDock::focusPanel()
{
  if (QWidget* inside = m_panel->focusWidget(); inside && inside->isVisibleTo(m_panel)) {
    inside->setFocus(Qt::OtherFocusReason);
    return;
  }
  const QList<QWidget*> children = m_panel->findChildren<QWidget*>();
  for (QWidget* child : children)
    if ((child->focusPolicy() & Qt::TabFocus) && child->isVisibleTo(m_panel) && child->isEnabled()) {
      child->setFocus(Qt::OtherFocusReason);
      return;
    }
  m_panel->setFocusPolicy(Qt::StrongFocus);
  m_panel->setFocus(Qt::OtherFocusReason);
}

void PanelDock::closeEvent(QCloseEvent* event)
{
  event->ignore();
  Q_EMIT closeWanted();
}

}
