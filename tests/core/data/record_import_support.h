// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/data/record_import.h"
#include "tests/core/data/data_profile.h"

namespace zvt::tests {

/// Columns of share_unlock: days, shares, money and fractions.
inline const std::string kUnlockHead = "timestamp,unlock_date,kind,unlock_shares,unlock_value,total_ratio\n";
inline const std::string kUnlockRow = "2024-01-02,2024-02-01,IPO,1000,25000.5,0.125\n";

inline QByteArray bytes(const std::string& text)
{
  return {text.data(), static_cast<qsizetype>(text.size())};
}

inline data::RecordImportOptions unlocks()
{
  data::RecordImportOptions options;
  options.schema = "share_unlock";
  options.entity = "stock_sz_000001";
  return options;
}

/// What tests of importing records share: a profile, an import, and what is stored then.
class RecordImportTest : public QObject {
protected:
  Result<data::RecordImportReport> run(const std::filesystem::path& file, data::RecordImportOptions options)
  {
    options.files = {file};
    SilentTaskControl control;
    return m_profile->importer().runRecords(options, control);
  }
  std::vector<storage::RecordRow> rows(const std::string& schema)
  {
    storage::RecordQuery query;
    query.schema = schema;
    const auto table = m_profile->profile().records().query(query);
    return table ? table->rows : std::vector<storage::RecordRow>();
  }
  storage::RecordValue cellOf(const std::string& schema, const std::string& column, std::size_t row = 0)
  {
    storage::RecordQuery query;
    query.schema = schema;
    query.columns = {column};
    const auto table = m_profile->profile().records().query(query);
    return table && row < table->rows.size() ? table->rows[row][0] : storage::RecordValue(std::string("no row"));
  }

  std::unique_ptr<DataProfile> m_profile;
};

}
