// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

#include <vector>

class QLabel;
class QSplitter;
class QWidget;

namespace zvt::ui {

/// The bar over a part of a report's page: a title, @p tools at its right end.
[[nodiscard]] QWidget* reportHead(QLabel*& title, QWidget* parent, const std::vector<QWidget*>& tools = {});
/// @p head over @p below, which takes the room.
[[nodiscard]] QWidget* titledPart(QWidget* head, QWidget* below, QWidget* parent);
/// Parts side by side or below each other that keep their shares of the room.
[[nodiscard]] QSplitter* reportSplitter(
    Qt::Orientation orientation, const std::vector<QWidget*>& parts, const QList<int>& shares);

}
