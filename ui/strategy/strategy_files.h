// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/strategy/strategy_document.h"

#include <QString>

#include <filesystem>
#include <functional>

class QWidget;

namespace zvt {
class FileSystem;
}

namespace zvt::ui {

/// The strategy that a new panel opens: a moving-average cross over the sample market.
[[nodiscard]] strategy::StrategyDocument sampleStrategy();
/// Any thread. Errors: file.*, json.*, strategy.*, all with context "file".
[[nodiscard]] Result<strategy::StrategyDocument> readStrategyFile(
    const FileSystem& files, const std::filesystem::path& file);

/// Asks which file to open or to save to; empty: none. Tests put answers in their place.
struct StrategyFileDialogs {
  std::function<QString(QWidget* parent)> askOpen;
  std::function<QString(QWidget* parent, const QString& proposed)> askSave;
  /// What to do with changes before something else is opened.
  enum class Unsaved { Save, Discard, Stay };
  std::function<Unsaved(QWidget* parent, const QString& name)> askUnsaved;
  static StrategyFileDialogs native();
};

}
