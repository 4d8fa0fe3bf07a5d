// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/report_parts.h"

#include "widgets/base/components.h"
#include "widgets/base/theme.h"

#include <QHBoxLayout>
#include <QSplitter>
#include <QVBoxLayout>

namespace zvt::ui {

QWidget* reportHead(QLabel*& title, QWidget* parent, const std::vector<QWidget*>& tools)
{
  auto* head = new QWidget(parent);
  head->setProperty("surface", QStringLiteral("bar"));
  head->setFixedHeight(widgets::Theme::current().metrics().panelTitle);
  auto* row = new QHBoxLayout(head);
  row->setContentsMargins(8, 0, 8, 0);
  title = (new widgets::TextLabel({}, head))->setRole(static_cast<int>(widgets::FontRole::Body), true);
  row->addWidget(title);
  row->addStretch(1);
  for (QWidget* tool : tools)
    row->addWidget(tool);
  return head;
}

QWidget* titledPart(QWidget* head, QWidget* below, QWidget* parent)
{
  auto* part = new QWidget(parent);
  auto* layout = new QVBoxLayout(part);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  layout->addWidget(head);
  layout->addWidget(below, 1);
  return part;
}

QSplitter* reportSplitter(Qt::Orientation orientation, const std::vector<QWidget*>& parts, const QList<int>& shares)
{
  constexpr int kWhole = 1600; // of which each part has its share to begin with
  auto* made = new QSplitter(orientation);
  made->setChildrenCollapsible(false);
  int sum = 0;
  for (const int share : shares)
    sum += share;
  QList<int> sizes;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    made->addWidget(parts[i]);
    made->setStretchFactor(static_cast<int>(i), shares[static_cast<qsizetype>(i)]);
    sizes << kWhole * shares[static_cast<qsizetype>(i)] / sum;
  }
  made->setSizes(sizes);
  return made;
}

}
