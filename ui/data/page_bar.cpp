// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/page_bar.h"

#include "ui/shell/tr.h"
#include "widgets/base/components.h"
#include "widgets/base/number_format.h"

#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QToolButton>

#include <algorithm>

namespace zvt::ui {

PageBar::PageBar(QWidget* parent)
    : QWidget(parent)
    , m_first(new QToolButton(this))
    , m_previous(new QToolButton(this))
    , m_number(new QSpinBox(this))
    , m_pages((new widgets::TextLabel({}, this))->setTone(widgets::TextTone::Secondary))
    , m_next(new QToolButton(this))
    , m_last(new QToolButton(this))
    , m_rows((new widgets::TextLabel({}, this))->setTone(widgets::TextTone::Secondary))
    , m_note((new widgets::TextLabel({}, this))->setTone(widgets::TextTone::Muted))
{
  m_first->setObjectName(QStringLiteral("firstPageButton"));
  m_previous->setObjectName(QStringLiteral("previousPageButton"));
  m_number->setObjectName(QStringLiteral("pageField"));
  m_next->setObjectName(QStringLiteral("nextPageButton"));
  m_last->setObjectName(QStringLiteral("lastPageButton"));
  m_rows->setObjectName(QStringLiteral("pageRowsLabel"));
  m_first->setText(QStringLiteral("«"));
  m_previous->setText(QStringLiteral("‹"));
  m_next->setText(QStringLiteral("›"));
  m_last->setText(QStringLiteral("»"));
  m_number->setKeyboardTracking(false);
  m_number->setButtonSymbols(QAbstractSpinBox::NoButtons);
  m_number->setAlignment(Qt::AlignRight);
  m_number->setMinimumWidth(64);
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(8, 3, 8, 3);
  layout->setSpacing(4);
  for (QWidget* widget :
      {static_cast<QWidget*>(m_first), static_cast<QWidget*>(m_previous), static_cast<QWidget*>(m_number),
          static_cast<QWidget*>(m_pages), static_cast<QWidget*>(m_next), static_cast<QWidget*>(m_last)})
    layout->addWidget(widget);
  layout->addSpacing(12);
  layout->addWidget(m_rows);
  layout->addStretch(1);
  layout->addWidget(m_note);
  connect(m_first, &QToolButton::clicked, this, [this] { Q_EMIT pageWanted(0); });
  connect(m_previous, &QToolButton::clicked, this, [this] { Q_EMIT pageWanted(m_page - 1); });
  connect(m_next, &QToolButton::clicked, this, [this] { Q_EMIT pageWanted(m_page + 1); });
  connect(m_last, &QToolButton::clicked, this, [this] { Q_EMIT pageWanted(m_pageCount - 1); });
  connect(m_number, &QSpinBox::valueChanged, this, [this](int number) { Q_EMIT pageWanted(number - 1); });
}

void PageBar::setPage(qint64 page, qint64 firstRow, qint64 rows, qint64 total, qint64 pageRows)
{
  m_page = page;
  m_firstRow = firstRow;
  m_shown = rows;
  m_total = total;
  m_pageCount = std::max<qint64>(1, (total + pageRows - 1) / pageRows);
  const QSignalBlocker blocker(m_number);
  m_number->setRange(1, static_cast<int>(std::min<qint64>(m_pageCount, std::numeric_limits<int>::max())));
  m_number->setValue(static_cast<int>(page + 1));
  m_first->setEnabled(page > 0);
  m_previous->setEnabled(page > 0);
  m_next->setEnabled(page + 1 < m_pageCount);
  m_last->setEnabled(page + 1 < m_pageCount);
  m_number->setEnabled(m_pageCount > 1);
  showText();
}

void PageBar::setNote(const QString& text)
{
  m_note->setText(text);
}

void PageBar::showText()
{
  const auto number = [](qint64 value) { return widgets::formatNumber(static_cast<double>(value), 0); };
  m_pages->setText(Tr::tr("of %1").arg(number(m_pageCount)));
  m_rows->setText(m_total == 0
          ? Tr::tr("no rows")
          : Tr::tr("rows %1–%2 of %3").arg(number(m_firstRow + 1), number(m_firstRow + m_shown), number(m_total)));
}

void PageBar::retranslate()
{
  m_first->setToolTip(Tr::tr("First page"));
  m_previous->setToolTip(Tr::tr("Previous page"));
  m_next->setToolTip(Tr::tr("Next page"));
  m_last->setToolTip(Tr::tr("Last page"));
  for (QToolButton* button : {m_first, m_previous, m_next, m_last})
    button->setAccessibleName(button->toolTip());
  m_number->setAccessibleName(Tr::tr("Page"));
  showText();
}

}
