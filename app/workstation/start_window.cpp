// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workstation/start_window.h"

#include "ui/shell/tr.h"
#include "widgets/base/components.h"
#include "widgets/base/icons.h"
#include "widgets/base/theme.h"

#include <QBoxLayout>
#include <QEvent>
#include <QMenuBar>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScreen>
#include <QStatusBar>
#include <QTimer>

namespace zvt::app {

using ui::Tr;

StartWindow::StartWindow(const std::filesystem::path& profile)
    : m_body(new QWidget(this))
    , m_layout(new QVBoxLayout(m_body))
{
  setObjectName(QStringLiteral("startWindow"));
  setWindowTitle(Tr::tr("ZVT Workstation"));
  setWindowIcon(widgets::icon(QStringLiteral("candles")));
  resize(QSize(1600, 1000).boundedTo(screen()->availableSize()));
  setMenuWidget(makeTopRow());
  setCentralWidget(m_body);
  statusBar()->setSizeGripEnabled(false);
  m_layout->setAlignment(Qt::AlignCenter);
  m_layout->setSpacing(12);
  setProfile(profile);
  showOpening();
}

void StartWindow::setProfile(const std::filesystem::path& profile)
{
  m_profile = QString::fromStdString(profile.string());
}

/// As the real window's, with nothing to choose yet.
QWidget* StartWindow::makeTopRow()
{
  auto* top = new QWidget(this);
  top->setProperty("surface", QStringLiteral("bar"));
  auto* rows = new QVBoxLayout(top);
  rows->setContentsMargins(0, 0, 0, 0);
  rows->setSpacing(0);
  rows->addWidget(new widgets::ModeStrip(widgets::TradeMode::Paper, top));
  auto* row = new QHBoxLayout;
  row->setContentsMargins(0, 0, 6, 0);
  auto* menus = new QMenuBar(top);
  menus->setNativeMenuBar(false);
  menus->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
  QMenu* file = menus->addMenu(Tr::tr("&File"));
  QAction* quit = file->addAction(Tr::tr("&Quit"), this, &QWidget::close);
  quit->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Q));
  for (const QString& title : {Tr::tr("&View"), Tr::tr("&Window"), Tr::tr("&Help")})
    menus->addMenu(title)->setEnabled(false);
  row->addWidget(menus);
  row->addStretch(1);
  row->addWidget(new widgets::ModeBadge(widgets::TradeMode::Paper, top));
  rows->addLayout(row);
  return top;
}

void StartWindow::clearBody()
{
  while (QLayoutItem* item = m_layout->takeAt(0)) {
    if (QWidget* widget = item->widget()) {
      widget->hide();
      widget->deleteLater(); // its own button may be what called us
    }
    delete item;
  }
}

void StartWindow::showOpening()
{
  m_opening = true;
  clearBody();
  auto* text = (new widgets::TextLabel(Tr::tr("Opening the profile…"), m_body))->setTone(widgets::TextTone::Muted);
  text->setObjectName(QStringLiteral("openingLabel"));
  text->setAlignment(Qt::AlignCenter);
  auto* folder = (new widgets::TextLabel(m_profile, m_body))->setTone(widgets::TextTone::Muted);
  folder->setObjectName(QStringLiteral("profileFolderLabel"));
  folder->setAlignment(Qt::AlignCenter);
  m_layout->addWidget(text);
  m_layout->addWidget(folder);
}

void StartWindow::showChoice(const QString& title, const QString& text, const std::vector<Step>& steps)
{
  m_opening = false;
  clearBody();
  auto* head = (new widgets::TextLabel(title, m_body))->setRole(static_cast<int>(widgets::FontRole::Title), true);
  head->setObjectName(QStringLiteral("startTitle"));
  head->setAlignment(Qt::AlignCenter);
  auto* what = new widgets::TextLabel(text, m_body);
  what->setObjectName(QStringLiteral("startText"));
  what->setWordWrap(true);
  what->setTextInteractionFlags(Qt::TextSelectableByMouse);
  what->setAlignment(Qt::AlignCenter);
  what->setMinimumWidth(560);
  what->setMaximumWidth(720);
  m_layout->addWidget(head);
  m_layout->addWidget(what, 0, Qt::AlignHCenter);
  for (std::size_t i = 0; i < steps.size(); ++i) {
    auto* button = new QPushButton(steps[i].text, m_body);
    button->setObjectName(steps[i].name + QStringLiteral("Button"));
    button->setMinimumWidth(320);
    button->setAutoDefault(true);
    connect(button, &QPushButton::clicked, this, steps[i].run);
    m_layout->addWidget(button, 0, Qt::AlignHCenter);
    if (i == 0) {
      button->setProperty("role", QStringLiteral("primary"));
      button->show(); // what is not seen yet does not take the keyboard
      button->setFocus(Qt::OtherFocusReason);
    }
  }
}

void StartWindow::showDetail(const QString& text)
{
  auto* detail = m_body->findChild<QPlainTextEdit*>(QStringLiteral("startDetail"));
  if (!detail) {
    detail = new QPlainTextEdit(m_body);
    detail->setObjectName(QStringLiteral("startDetail"));
    detail->setAccessibleName(Tr::tr("Program log"));
    detail->setReadOnly(true);
    detail->setLineWrapMode(QPlainTextEdit::NoWrap);
    detail->setMinimumSize(560, 160);
    m_layout->addWidget(detail, 1);
  }
  detail->setPlainText(text);
  detail->moveCursor(QTextCursor::End);
  detail->moveCursor(QTextCursor::StartOfLine);
}

void StartWindow::paintEvent(QPaintEvent* event)
{
  QPainter painter(this);
  painter.fillRect(rect(), widgets::Theme::current().colors().surface.panel);
  QMainWindow::paintEvent(event);
  if (!std::exchange(m_painted, true))
    QTimer::singleShot(0, this, &StartWindow::painted);
}

void StartWindow::closeEvent(QCloseEvent* event)
{
  QMainWindow::closeEvent(event);
  Q_EMIT closed();
}

bool StartWindow::event(QEvent* event)
{
  if (event->type() == QEvent::KeyPress || event->type() == QEvent::Enter || event->type() == QEvent::HoverMove)
    Q_EMIT touched();
  return QMainWindow::event(event);
}

}
