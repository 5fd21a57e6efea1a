// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-picture.h"

#include <gsk/gsk.h>
#include <math.h>

struct _DwPicture
{
  GObject parent_instance;

  cairo_surface_t *surface; /* owned */
  GdkTexture *texture;      /* owned, NULL before it is needed */
  GskRenderNode *node;      /* owned, NULL: what was drawn last, in software */
  double width, height;     /* of node */
};

static void dw_picture_paintable_init (GdkPaintableInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DwPicture, dw_picture, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (GDK_TYPE_PAINTABLE, dw_picture_paintable_init))

/* All windows of a display are drawn in the same way; the first that is on the screen tells. */
static gboolean
is_drawn_in_software (void)
{
  static int known = -1;
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; known < 0 && i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkNative) window = g_list_model_get_item (windows, i);
      GskRenderer *renderer = gtk_native_get_renderer (window);

      if (renderer != NULL)
        known = GSK_IS_CAIRO_RENDERER (renderer);
    }
  return known > 0;
}

/* A picture that is not drawn pixel on pixel (on a screen with finer pixels several of its own are one of the widget) reaches a little beyond its edges, so that no seam is seen between neighbours. */
static GskRenderNode *
draw_node (DwPicture *self, double width, double height)
{
  int own_width = cairo_image_surface_get_width (self->surface), own_height = cairo_image_surface_get_height (self->surface);
  gboolean fits = fmod (own_width, width) == 0 && fmod (own_height, height) == 0;
  double beyond = fits ? 0 : 1;
  GskRenderNode *node = gsk_cairo_node_new (&GRAPHENE_RECT_INIT ((float)-beyond, (float)-beyond, (float)(width + 2 * beyond), (float)(height + 2 * beyond)));
  cairo_t *cr = gsk_cairo_node_get_draw_context (node);

  cairo_rectangle (cr, -beyond, -beyond, width + 2 * beyond, height + 2 * beyond);
  cairo_scale (cr, width / own_width, height / own_height);
  cairo_set_source_surface (cr, self->surface, 0, 0);
  cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_PAD);
  cairo_pattern_set_filter (cairo_get_source (cr), width == own_width && fits ? CAIRO_FILTER_NEAREST : CAIRO_FILTER_BILINEAR);
  cairo_fill (cr);
  cairo_destroy (cr);
  return node;
}

static void
append_node (DwPicture *self, GtkSnapshot *snapshot, double width, double height)
{
  if (self->node == NULL || self->width != width || self->height != height)
    {
      g_clear_pointer (&self->node, gsk_render_node_unref);
      self->node = draw_node (self, width, height);
      self->width = width;
      self->height = height;
    }
  gtk_snapshot_append_node (snapshot, self->node);
}

/* The texture reads the pixels of the surface, which it keeps. */
static GdkTexture *
get_texture (DwPicture *self)
{
  int width = cairo_image_surface_get_width (self->surface), height = cairo_image_surface_get_height (self->surface);
  gsize stride = (gsize)cairo_image_surface_get_stride (self->surface);
  g_autoptr (GBytes) bytes = NULL;

  if (self->texture != NULL)
    return self->texture;
  bytes = g_bytes_new_with_free_func (cairo_image_surface_get_data (self->surface), stride * (gsize)height, (GDestroyNotify)cairo_surface_destroy, cairo_surface_reference (self->surface));
  self->texture = gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes, stride);
  return self->texture;
}

/* --- the paintable --- */

static void
dw_picture_snapshot (GdkPaintable *paintable, GdkSnapshot *snapshot, double width, double height)
{
  DwPicture *self = DW_PICTURE (paintable);

  if (is_drawn_in_software ())
    append_node (self, GTK_SNAPSHOT (snapshot), width, height);
  else
    gtk_snapshot_append_texture (GTK_SNAPSHOT (snapshot), get_texture (self), &GRAPHENE_RECT_INIT (0, 0, (float)width, (float)height));
}

static GdkPaintableFlags
dw_picture_get_flags (GdkPaintable *paintable)
{
  return GDK_PAINTABLE_STATIC_CONTENTS | GDK_PAINTABLE_STATIC_SIZE;
}

static int
dw_picture_get_intrinsic_width (GdkPaintable *paintable)
{
  return dw_picture_get_width (DW_PICTURE (paintable));
}

static int
dw_picture_get_intrinsic_height (GdkPaintable *paintable)
{
  return cairo_image_surface_get_height (DW_PICTURE (paintable)->surface);
}

static void
dw_picture_paintable_init (GdkPaintableInterface *iface)
{
  iface->snapshot = dw_picture_snapshot;
  iface->get_flags = dw_picture_get_flags;
  iface->get_intrinsic_width = dw_picture_get_intrinsic_width;
  iface->get_intrinsic_height = dw_picture_get_intrinsic_height;
}

/* --- the class --- */

static void
dw_picture_finalize (GObject *object)
{
  DwPicture *self = DW_PICTURE (object);

  g_clear_pointer (&self->node, gsk_render_node_unref);
  g_clear_object (&self->texture);
  g_clear_pointer (&self->surface, cairo_surface_destroy);
  G_OBJECT_CLASS (dw_picture_parent_class)->finalize (object);
}

static void
dw_picture_class_init (DwPictureClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dw_picture_finalize;
}

static void
dw_picture_init (DwPicture *self)
{
}

DwPicture *
dw_picture_new (cairo_surface_t *surface)
{
  DwPicture *self = g_object_new (DW_TYPE_PICTURE, NULL);

  self->surface = surface;
  return self;
}

DwPicture *
dw_picture_new_for_texture (GdkTexture *texture)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, gdk_texture_get_width (texture), gdk_texture_get_height (texture));

  cairo_surface_flush (surface);
  gdk_texture_download (texture, cairo_image_surface_get_data (surface), (gsize)cairo_image_surface_get_stride (surface));
  cairo_surface_mark_dirty (surface);
  return dw_picture_new (surface);
}

int
dw_picture_get_width (DwPicture *self)
{
  return cairo_image_surface_get_width (self->surface);
}
