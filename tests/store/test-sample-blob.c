// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// Plan: values come back exactly (decimal registers) or as the float they were · gaps and qualities · each cut of the bytes and each unknown tag is refused or short,
// never read beyond its end.

#include <math.h>

#include "dw-sample-blob.h"

static const struct
{
  double value;
  gsize bytes; /* of its column */
  double tolerance;
} VALUES[] = {
  { 0, 5, 0 },
  { 642, 5, 0 },
  { -5, 5, 0 },
  { 230.1, 5, 0 },
  { 2301 * 0.1, 5, 1e-12 },
  { 49.98, 5, 0 },
  { 123456.78, 5, 0 },
  { 0.000001, 5, 0 },
  { -214748.3647, 5, 0 },
  { 2147483647, 5, 0 },
  { -2147483647, 5, 0 },
  { 4294967295.0, 5, 1e-7 },
  { 1e30, 5, 1e-7 },
  { 1 / 3.0, 5, 1e-7 },
  { (double)231.4567f, 5, 0 },
  { NAN, 1, 0 },
  { INFINITY, 5, 0 },
};

static DwReport *
make_report (void)
{
  DwReport *report = dw_report_new (7, G_N_ELEMENTS (VALUES));

  for (guint i = 0; i < G_N_ELEMENTS (VALUES); i++)
    {
      report->values[i].value = VALUES[i].value;
      report->values[i].quality = (guint8)(i % (DW_QUALITY_ESTIMATED + 1));
    }
  return report;
}

static void
test_values (void)
{
  DwReport *report = make_report ();
  g_autoptr (GByteArray) bytes = dw_sample_blob_encode (report);
  double values[G_N_ELEMENTS (VALUES)];
  guint8 qualities[G_N_ELEMENTS (VALUES)];
  gsize expected = 0;

  g_assert_cmpint (dw_sample_blob_count (bytes->data, bytes->len), ==, G_N_ELEMENTS (VALUES));
  g_assert_true (dw_sample_blob_decode (bytes->data, bytes->len, values, qualities, G_N_ELEMENTS (VALUES)));
  for (guint i = 0; i < G_N_ELEMENTS (VALUES); i++)
    {
      expected += VALUES[i].bytes;
      g_assert_cmpuint (qualities[i], ==, report->values[i].quality);
      if (isnan (VALUES[i].value))
        g_assert_true (isnan (values[i]));
      else if (isinf (VALUES[i].value))
        g_assert_true (isinf (values[i]));
      else
        g_assert_cmpfloat (fabs (values[i] - VALUES[i].value), <=, VALUES[i].tolerance * fabs (VALUES[i].value));
    }
  g_assert_cmpuint (bytes->len, ==, expected);
  dw_report_free (report);
}

static void
test_width (void)
{
  DwReport *report = make_report ();
  g_autoptr (GByteArray) bytes = dw_sample_blob_encode (report);
  double values[G_N_ELEMENTS (VALUES) + 2];
  guint8 qualities[G_N_ELEMENTS (VALUES) + 2];

  g_assert_true (dw_sample_blob_decode (bytes->data, bytes->len, values, qualities, G_N_ELEMENTS (VALUES) + 2));
  for (guint i = G_N_ELEMENTS (VALUES); i < G_N_ELEMENTS (values); i++)
    {
      g_assert_true (isnan (values[i]));
      g_assert_cmpuint (qualities[i], ==, DW_QUALITY_NONE);
    }
  g_assert_true (dw_sample_blob_decode (bytes->data, bytes->len, values, qualities, 1));
  g_assert_true (dw_sample_blob_decode (bytes->data, 0, values, qualities, 1));
  g_assert_true (isnan (values[0]));
  dw_report_free (report);
}

static void
test_every_cut (void)
{
  DwReport *report = make_report ();
  g_autoptr (GByteArray) bytes = dw_sample_blob_encode (report);
  double values[G_N_ELEMENTS (VALUES)];
  guint8 qualities[G_N_ELEMENTS (VALUES)];
  gsize boundary = 0;
  int column = 0;

  for (gsize length = 0; length <= bytes->len; length++)
    {
      g_autofree guint8 *cut = g_memdup2 (bytes->data, length);
      gboolean whole = length == boundary;

      g_assert_cmpint (dw_sample_blob_count (cut, length), ==, whole ? column : -1);
      g_assert_cmpint (dw_sample_blob_decode (cut, length, values, qualities, G_N_ELEMENTS (VALUES)), ==, whole);
      if (whole && length < bytes->len)
        boundary += VALUES[column++].bytes;
    }
  dw_report_free (report);
}

static void
test_unknown_forms (void)
{
  for (guint form = 0; form < 16; form++)
    {
      const guint8 bytes[5] = { (guint8)(form << 4 | DW_QUALITY_GOOD), 1, 0, 0, 0 };
      gboolean known = form <= 7 || form == 15;
      int count = form == 0 ? -1 : 1; /* without a number the rest are tags of their own, the last of them cut */
      g_autofree guint8 *copy = g_memdup2 (bytes, sizeof bytes);

      if (form == 0)
        count = 5;
      g_assert_cmpint (dw_sample_blob_count (copy, sizeof bytes), ==, known ? count : -1);
    }
}

static void
test_random_bytes (void)
{
  for (guint round = 0; round < 5000; round++)
    {
      gsize length = (gsize)g_test_rand_int_range (0, 64);
      g_autofree guint8 *bytes = g_malloc (length);
      double values[64];
      guint8 qualities[64];

      for (gsize i = 0; i < length; i++)
        bytes[i] = (guint8)g_test_rand_int ();
      g_assert_cmpint (dw_sample_blob_count (bytes, length), <=, (int)length);
      dw_sample_blob_decode (bytes, length, values, qualities, G_N_ELEMENTS (values));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sample-blob/values-and-qualities-come-back", test_values);
  g_test_add_func ("/sample-blob/missing-columns-are-gaps", test_width);
  g_test_add_func ("/sample-blob/a-cut-column-is-refused", test_every_cut);
  g_test_add_func ("/sample-blob/an-unknown-form-is-refused", test_unknown_forms);
  g_test_add_func ("/sample-blob/random-bytes-are-never-read-beyond-their-end", test_random_bytes);
  return g_test_run ();
}
