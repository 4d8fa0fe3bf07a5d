// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/help_window.h"

#include "ui/shell/action_registry.h"
#include "ui/shell/tr.h"
#include "widgets/base/components.h"
#include "widgets/base/icons.h"
#include "widgets/base/language.h"
#include "widgets/base/theme.h"

#include <QEvent>
#include <QKeyEvent>
#include <QListWidget>
#include <QSplitter>
#include <QTextBrowser>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace zvt::ui {

HelpWindow::HelpWindow(ActionRegistry* actions, QWidget* parent)
    : QWidget(parent, Qt::Window)
    , m_actions(actions)
    , m_search(new widgets::SearchField(this))
    , m_list(new QListWidget(this))
    , m_browser(new QTextBrowser(this))
    , m_back(new QAction(widgets::icon(QStringLiteral("chevron-left")), QString(), this))
    , m_forward(new QAction(widgets::icon(QStringLiteral("chevron-right")), QString(), this))
{
  setObjectName(QStringLiteral("helpWindow"));
  resize(900, 640);
  m_search->setObjectName(QStringLiteral("helpSearchField"));
  m_list->setObjectName(QStringLiteral("helpContentsList"));
  m_list->setFrameShape(QFrame::NoFrame);
  m_browser->setObjectName(QStringLiteral("helpPage"));
  m_browser->setFrameShape(QFrame::NoFrame);
  m_browser->setOpenLinks(false);
  m_browser->document()->setDocumentMargin(16);
  m_back->setShortcuts(QKeySequence::Back);
  m_forward->setShortcuts(QKeySequence::Forward);
  auto* side = new QWidget(this);
  side->setProperty("surface", QStringLiteral("bar"));
  auto* column = new QVBoxLayout(side);
  column->setContentsMargins(8, 8, 8, 0);
  auto* row = new QHBoxLayout;
  for (QAction* action : {m_back, m_forward}) {
    addAction(action);
    auto* button = new QToolButton(side);
    button->setDefaultAction(action);
    button->setAutoRaise(true);
    row->addWidget(button);
  }
  row->addWidget(m_search, 1);
  column->addLayout(row);
  column->addWidget(m_list, 1);
  auto* split = new QSplitter(Qt::Horizontal, this);
  split->addWidget(side);
  split->addWidget(m_browser);
  split->setStretchFactor(1, 1);
  split->setSizes({260, 640});
  auto* whole = new QVBoxLayout(this);
  whole->setContentsMargins(0, 0, 0, 0);
  whole->addWidget(split);
  connect(m_back, &QAction::triggered, this, [this] { step(-1); });
  connect(m_forward, &QAction::triggered, this, [this] { step(1); });
  connect(m_search, &QLineEdit::textChanged, this, &HelpWindow::fillList);
  connect(m_list, &QListWidget::currentItemChanged, this, [this](QListWidgetItem* item) {
    if (item && item->data(Qt::UserRole).toString() != m_topic)
      showTopic(item->data(Qt::UserRole).toString());
  });
  connect(m_browser, &QTextBrowser::anchorClicked, this, [this](const QUrl& link) {
    if (link.scheme() == u"action") {
      if (QAction* action = m_actions ? m_actions->action(link.path()) : nullptr)
        action->trigger();
    } else {
      QString topic = link.path();
      showTopic(topic.remove(QStringLiteral(".md")));
    }
  });
  loadPages();
  retranslate();
  showTopic({});
}

void HelpWindow::loadPages()
{
  m_pages = helpPages(widgets::Language::current().code());
  fillList();
}

QStringList HelpWindow::listed() const
{
  QStringList topics;
  for (int i = 0; i < m_list->count(); ++i)
    topics << m_list->item(i)->data(Qt::UserRole).toString();
  return topics;
}

void HelpWindow::fillList()
{
  const QSignalBlocker quiet(m_list);
  m_list->clear();
  for (const QString& topic : searchHelp(m_pages, m_search->text())) {
    const auto page = std::ranges::find(m_pages, topic, &HelpPage::topic);
    auto* item = new QListWidgetItem(page->title, m_list);
    item->setData(Qt::UserRole, topic);
    item->setSizeHint({100, widgets::Theme::current().metrics().row + 2});
    if (topic == m_topic)
      m_list->setCurrentItem(item);
  }
}

void HelpWindow::showTopic(const QString& topic)
{
  if (m_pages.empty())
    return;
  const bool known = std::ranges::find(m_pages, topic, &HelpPage::topic) != m_pages.end();
  const QString wanted = known ? topic : m_pages.front().topic;
  if (wanted == m_topic)
    return;
  m_history = m_history.mid(0, m_place + 1) << wanted;
  m_place = m_history.size() - 1;
  showPage(wanted);
}

void HelpWindow::step(int by)
{
  m_place = std::clamp<qsizetype>(m_place + by, 0, m_history.size() - 1);
  showPage(m_history[m_place]);
}

void HelpWindow::showPage(const QString& topic)
{
  m_topic = topic;
  m_browser->setMarkdown(std::ranges::find(m_pages, topic, &HelpPage::topic)->markdown);
  m_back->setEnabled(m_place > 0);
  m_forward->setEnabled(m_place + 1 < m_history.size());
  fillList();
}

void HelpWindow::keyPressEvent(QKeyEvent* event)
{
  if (event->key() == Qt::Key_Escape)
    close();
  else
    QWidget::keyPressEvent(event);
}

void HelpWindow::changeEvent(QEvent* event)
{
  if (event->type() == QEvent::LanguageChange) {
    loadPages();
    retranslate();
    if (std::ranges::find(m_pages, m_topic, &HelpPage::topic) != m_pages.end())
      showPage(m_topic);
  }
  QWidget::changeEvent(event);
}

void HelpWindow::retranslate()
{
  setWindowTitle(Tr::tr("Help"));
  m_search->setPlaceholderText(Tr::tr("Search the help"));
  m_search->setAccessibleName(Tr::tr("Search the help"));
  m_list->setAccessibleName(Tr::tr("Contents"));
  m_browser->setAccessibleName(Tr::tr("Page of the help"));
  m_back->setText(Tr::tr("Back"));
  m_forward->setText(Tr::tr("Forward"));
  m_back->setToolTip(m_back->text());
  m_forward->setToolTip(m_forward->text());
}

}
