// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/strategy/settings_pane.h"

#include "widgets/base/components.h"
#include "widgets/base/icons.h"
#include "widgets/base/theme.h"

#include <QHBoxLayout>
#include <QScrollArea>
#include <QToolButton>

namespace zvt::ui {

namespace {

constexpr int kNarrowest = 260;
constexpr int kIcon = 20;

}

SettingsPane::SettingsPane(const QString& resetName, QWidget* parent)
    : QWidget(parent)
    , m_reset(new QToolButton(this))
    , m_area(new QScrollArea(this))
    , m_icon(new QLabel(this))
    , m_title(new widgets::TextLabel({}, this))
    , m_caption(new widgets::TextLabel({}, this))
    , m_help(new widgets::TextLabel({}, this))
{
  setMinimumWidth(kNarrowest);
  m_title->setRole(static_cast<int>(widgets::FontRole::Heading), true);
  m_caption->setTone(widgets::TextTone::Muted)->setRole(static_cast<int>(widgets::FontRole::Caption))->setElided();
  m_help->setTone(widgets::TextTone::Secondary)->setRole(static_cast<int>(widgets::FontRole::Caption));
  m_help->setWordWrap(true);
  m_reset->setObjectName(resetName);
  m_reset->setIcon(widgets::icon(QStringLiteral("undo")));
  m_area->setWidgetResizable(true);
  m_area->setFrameShape(QFrame::NoFrame);
  m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  auto* names = new QVBoxLayout;
  names->setSpacing(0);
  names->addWidget(m_title);
  names->addWidget(m_caption, 0, Qt::AlignLeft); // one that may be cut is no wider than its text
  auto* head = new QHBoxLayout;
  head->setSpacing(8);
  head->addWidget(m_icon);
  head->addLayout(names, 1);
  head->addWidget(m_reset);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(12, 8, 8, 8);
  layout->setSpacing(8);
  layout->addLayout(head);
  layout->addWidget(m_help);
  layout->addWidget(m_area, 1);
}

void SettingsPane::setHead(const QString& icon, const QString& title, const QString& caption, const QString& help)
{
  m_icon->setPixmap(
      widgets::iconPixmap(icon, widgets::Theme::current().colors().text.secondary, kIcon, devicePixelRatioF()));
  m_title->setText(title);
  m_caption->setText(caption);
  m_help->setText(help);
}

}
