// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMimeData>
#include <QStringList>

#include <functional>
#include <memory>

class QAbstractItemView;
class QModelIndex;
class QWidget;

namespace zvt::ui {

/// Symbols on their way from a list to a panel: entity ids, one a line, in UTF-8. The same data carries the codes as
/// plain text, for other programs. GUI thread.
inline constexpr const char* kEntityMime = "application/x-zvt-entity";

/// For QAbstractItemModel::mimeData(). @p entityIds "stock_sh_600036" …, in the order of the list.
[[nodiscard]] std::unique_ptr<QMimeData> symbolMimeData(const QStringList& entityIds);
/// Whether @p data carries at least one symbol; for dragEnterEvent(). Null gives false.
[[nodiscard]] bool acceptsSymbol(const QMimeData* data);
/// The ids that @p data carries, in their order, each once; empty when it carries none.
[[nodiscard]] QStringList symbolsOf(const QMimeData* data);

/// Drags symbols out of @p source until the mouse is let go; blocks as QDrag::exec() does. @p caption is written beside
/// the mouse, e.g. the name; the codes where it is empty.
Qt::DropAction startSymbolDrag(QWidget* source, const QStringList& entityIds, const QString& caption = {});

/// Makes the rows of a view that has no drag of its own draggable as symbols. @p idOf gives the entity id of a row, or
/// an empty text. Selected rows go together.
void enableSymbolDrag(QAbstractItemView* view, std::function<QString(const QModelIndex&)> idOf);
/// The same for tables whose cells tell the entity id, as their text or as the tool tip of a code or a name.
void enableSymbolDrag(QAbstractItemView* view);
/// The first entity id that a cell of the row tells; empty: none.
[[nodiscard]] QString symbolInRow(const QModelIndex& index);

}
