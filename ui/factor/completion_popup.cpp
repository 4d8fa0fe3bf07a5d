// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/factor/completion_popup.h"

#include "ui/shell/tr.h"
#include "widgets/base/language.h"

#include <QGuiApplication>
#include <QScreen>

#include <algorithm>

namespace zvt::ui {

namespace {

constexpr int kWidth = 420;
constexpr int kMostRows = 10;

}

CompletionPopup::CompletionPopup(QWidget* editor)
    : QListWidget(editor)
{
  setObjectName(QStringLiteral("completionList"));
  setWindowFlags(Qt::ToolTip | Qt::FramelessWindowHint);
  setFocusPolicy(Qt::NoFocus);
  setAttribute(Qt::WA_ShowWithoutActivating);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setTextElideMode(Qt::ElideRight);
  setUniformItemSizes(true);
  setAccessibleName(Tr::tr("Completions"));
}

void CompletionPopup::offer(const factor::CompletionList& list, const QRect& cursor)
{
  m_list = list;
  clear();
  if (list.items.empty()) {
    hide();
    return;
  }
  for (const factor::Completion& item : list.items) {
    const QString text = QString::fromStdString(item.signature.empty() ? item.text : item.signature);
    const QString help = item.help.empty() ? QString() : widgets::Language::current().text(item.help);
    auto* row = new QListWidgetItem(help.isEmpty() ? text : text + QStringLiteral("   ") + help, this);
    row->setToolTip(help);
  }
  setCurrentRow(0);
  const int rows = std::min(count(), kMostRows);
  resize(kWidth, rows * sizeHintForRow(0) + 2 * frameWidth());
  QPoint place = cursor.bottomLeft() + QPoint(0, 2);
  const QScreen* screen = QGuiApplication::screenAt(cursor.center());
  if (screen != nullptr && place.y() + height() > screen->availableGeometry().bottom())
    place = cursor.topLeft() - QPoint(0, height() + 2);
  move(place);
  show();
}

void CompletionPopup::step(int rows)
{
  if (count() > 0)
    setCurrentRow((currentRow() + rows + count()) % count());
}

const factor::Completion* CompletionPopup::chosen() const
{
  const auto row = static_cast<std::size_t>(std::max(0, currentRow()));
  return isVisible() && row < m_list.items.size() ? &m_list.items[row] : nullptr;
}

}
