// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include <vector>

namespace zvt::ui {

/// A library that the program is made of; from resources/about/libraries.json.
struct LinkedLibrary {
  QString name;
  QString version; ///< the one that it was built with
  QString license; ///< SPDX
  QString home;
};
[[nodiscard]] std::vector<LinkedLibrary> linkedLibraries();
/// What a report of a fault should begin with: versions, compiler, system, platform. English, whatever the language.
[[nodiscard]] QString buildFacts();

/// Version, licence, build, and every library with its version and licence; all of it can be copied.
class AboutDialog : public QDialog {
  Q_OBJECT

public:
  explicit AboutDialog(QWidget* parent = nullptr);
};

}
