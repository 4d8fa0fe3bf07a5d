// SPDX-License-Identifier: Apache-2.0
#include "core/base/checksum.h"

#include <rapidcheck.h>

#include <QCryptographicHash>
#include <QTest>

using namespace zvt;

class TstChecksum : public QObject {
  Q_OBJECT

private Q_SLOTS:
  // RFC 3720, appendix B.4; the last is the check value of CRC catalogues.
  void crc32cVectors()
  {
    std::string ascending;
    for (int i = 0; i < 32; ++i)
      ascending += static_cast<char>(i);
    QCOMPARE(crc32c(std::string(32, '\0')), 0x8A9136AAU);
    QCOMPARE(crc32c(std::string(32, '\xFF')), 0x62A8AB43U);
    QCOMPARE(crc32c(ascending), 0x46DD794EU);
    QCOMPARE(crc32c(std::string(ascending.rbegin(), ascending.rend())), 0x113FDB5CU);
    QCOMPARE(crc32c("123456789"), 0xE3069283U);
    QCOMPARE(crc32c(""), 0U);
  }

  /// Bit by bit, as RFC 3720 defines it: lengths around every stretch that a faster way may take at once.
  void crc32cAgreesWithItsDefinitionAtEveryLength()
  {
    std::string bytes;
    std::uint32_t state = 0xFFFFFFFFU;
    std::uint32_t noise = 1;
    for (int length = 0; length < 10'000; ++length) {
      QCOMPARE(crc32c(bytes), ~state);
      noise = noise * 1'664'525U + 1'013'904'223U;
      bytes += static_cast<char>(noise >> 24U);
      state ^= noise >> 24U;
      for (int bit = 0; bit < 8; ++bit)
        state = (state >> 1U) ^ ((state & 1U) != 0 ? 0x82F63B78U : 0U);
    }
  }

  void crc32cOfPartsIsThatOfTheWhole()
  {
    QVERIFY(rc::check("crc(b, crc(a)) = crc(ab)",
        [](const std::string& a, const std::string& b) { RC_ASSERT(crc32c(b, crc32c(a)) == crc32c(a + b)); }));
  }

  // FIPS 180-2, appendix B.
  void sha256Vectors()
  {
    QCOMPARE(sha256Hex(""), std::string("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
    QCOMPARE(sha256Hex("abc"), std::string("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    QCOMPARE(sha256Hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
        std::string("248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"));
    QCOMPARE(sha256Hex(std::string(1'000'000, 'a')),
        std::string("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"));
  }

  void sha256AgreesWithQtAtEveryLength()
  {
    QByteArray bytes;
    for (int length = 0; length < 200; ++length) {
      const QByteArray expected = QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
      QCOMPARE(sha256Hex({bytes.constData(), static_cast<std::size_t>(bytes.size())}), expected.toStdString());
      Sha256 parts;
      for (int from = 0, size = 1; from < length; from += size, size = size * 3 % 71)
        parts.add(std::string_view(bytes.constData(), static_cast<std::size_t>(length))
                .substr(static_cast<std::size_t>(from), static_cast<std::size_t>(size)));
      QCOMPARE(parts.hex(), expected.toStdString());
      bytes.append(static_cast<char>(length * 7));
    }
  }
};

QTEST_APPLESS_MAIN(TstChecksum)
#include "tst_checksum.moc"
