// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plugins/importer_csv/columns.h"
#include "plugins/importer_csv/records.h"

namespace zvt::importer_csv {

/// Turns records into bars or corporate actions and reports what does not parse.
class RowReader {
public:
  RowReader(const TableColumns& columns, plugin::ImportContent content, plugin::ImportSink& sink);
  /// False when the sink wants no more.
  bool deliver(const Record& record);

private:
  bool deliverBar(const Record& record);
  bool deliverAction(const Record& record);
  /// The number of a column. Reports a problem and clears m_good when there is none; an empty cell gives @p missing
  /// where one is given.
  double read(const Record& record, const Source& source, const double* missing = nullptr);
  void report(const Record& record, const Source& source, Error error);
  bool readTime(const Record& record, plugin::BarRow& row);

  const TableColumns& m_columns;
  plugin::ImportContent m_content;
  plugin::ImportSink& m_sink;
  std::vector<double> m_extras; ///< of the row that is delivered
  bool m_good = true;
  bool m_goOn = true;
};

}
