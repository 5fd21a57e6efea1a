// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// What this file is: one report as bytes. Registers are decimal numbers (642 mA, 230.1 V), so a value is kept as the whole number that was read and its decimals:
// exact, and half the size of a double. What does not fit (values a device sends as a float) is kept as that float.
//
//   column 1  column 2  …                     as many as the device had channels
//   column =  tag (1 byte)  number (4 bytes, little endian; absent when the tag's form is 0)
//   tag    =  form << 4 | quality (DwQuality)
//   form   =  0 no value · 1…7 signed whole number with form - 1 decimals · 15 IEEE 754 single

#include "dw-sample-blob.h"

#include <math.h>

#define FORM_NONE 0
#define FORM_SCALED 1
#define MAX_DECIMALS 6
#define FORM_FLOAT 15
#define NUMBER_BYTES 4

/* Values come as raw number times scale, so they may be off by a rounding of the last bit of a double. */
#define ROUNDING 1e-12

static const double POWERS[MAX_DECIMALS + 1] = { 1, 10, 100, 1000, 10000, 100000, 1000000 };

static gboolean
try_scaled (double value, int decimals, gint32 *number)
{
  double scaled = round (value * POWERS[decimals]);

  if (fabs (scaled) > G_MAXINT32 || fabs (scaled / POWERS[decimals] - value) > ROUNDING * fabs (value))
    return FALSE;
  *number = (gint32)scaled;
  return TRUE;
}

static guint8
choose_form (double value, guint32 *bits)
{
  gint32 number;
  float single = (float)value;

  if (isnan (value))
    return FORM_NONE;
  for (int decimals = 0; decimals <= MAX_DECIMALS; decimals++)
    if (try_scaled (value, decimals, &number))
      {
        *bits = (guint32)number;
        return (guint8)(FORM_SCALED + decimals);
      }
  memcpy (bits, &single, sizeof single);
  return FORM_FLOAT;
}

GByteArray *
dw_sample_blob_encode (const DwReport *report)
{
  GByteArray *bytes = g_byte_array_sized_new (report->n_values * (1 + NUMBER_BYTES));

  for (guint i = 0; i < report->n_values; i++)
    {
      guint32 bits = 0;
      guint8 form = choose_form (report->values[i].value, &bits);
      guint8 tag = (guint8)(form << 4 | (report->values[i].quality & 15));
      guint32 number = GUINT32_TO_LE (bits);

      g_byte_array_append (bytes, &tag, 1);
      if (form != FORM_NONE)
        g_byte_array_append (bytes, (const guint8 *)&number, NUMBER_BYTES);
    }
  return bytes;
}

/* Reads the column at *offset and moves it behind. */
static gboolean
read_column (const guint8 *bytes, gsize length, gsize *offset, double *value, guint8 *quality)
{
  guint8 tag = bytes[(*offset)++];
  guint form = tag >> 4;
  guint32 bits;
  float single;

  *quality = tag & 15;
  *value = NAN;
  if (form == FORM_NONE)
    return TRUE;
  if (length - *offset < NUMBER_BYTES || (form > FORM_SCALED + MAX_DECIMALS && form != FORM_FLOAT))
    return FALSE;
  memcpy (&bits, bytes + *offset, sizeof bits);
  *offset += NUMBER_BYTES;
  bits = GUINT32_FROM_LE (bits);
  memcpy (&single, &bits, sizeof single);
  *value = form == FORM_FLOAT ? (double)single : (gint32)bits / POWERS[form - FORM_SCALED];
  return TRUE;
}

int
dw_sample_blob_count (const guint8 *bytes, gsize length)
{
  double value;
  guint8 quality;
  int count = 0;

  for (gsize offset = 0; offset < length; count++)
    if (!read_column (bytes, length, &offset, &value, &quality))
      return -1;
  return count;
}

gboolean
dw_sample_blob_decode (const guint8 *bytes, gsize length, double *values, guint8 *qualities, guint n_columns)
{
  gsize offset = 0;

  for (guint i = 0; i < n_columns; i++)
    {
      values[i] = NAN;
      qualities[i] = DW_QUALITY_NONE;
      if (offset < length && !read_column (bytes, length, &offset, &values[i], &qualities[i]))
        return FALSE;
    }
  return TRUE;
}
