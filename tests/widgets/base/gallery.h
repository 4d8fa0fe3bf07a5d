// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace zvt::tests {

/// One of every control in every state, as the design's picture of components has it.
[[nodiscard]] QWidget* makeGallery();
/// Saves a picture to the folder named by ZVT_PICTURES, if it is set.
void savePicture(QWidget& widget, const QString& name);

}
