/** @file Works out how large each rendition is and from which one decode all of them can be made; pure. */
import type { RenditionRecipe } from '../../../shared/profile.ts';

/** Pixels. */
export type Size = { readonly width: number; readonly height: number };

/** Pixels above which the decoded picture is not kept for all renditions: each then decodes for itself, in little memory. */
const largestShared = 40_000_000;

/**
 * What the picture has to be scaled to before it is cropped (cover) or padded (contain) to the recipe. `inside` never
 * enlarges; the others do as they are told.
 */
export function scaledSize(picture: Size, recipe: RenditionRecipe): Size {
  const across = recipe.width / picture.width;
  const down = recipe.height / picture.height;
  switch (recipe.fit) {
    case 'fill':
      return { width: recipe.width, height: recipe.height };
    case 'inside':
      return scaled(picture, Math.min(across, down, 1));
    case 'contain':
      return scaled(picture, Math.min(across, down));
    case 'cover':
      return scaled(picture, Math.max(across, down));
  }
}

/**
 * The size at which the picture is decoded once so that no rendition loses by being made from that; null when one decode for each
 * is better.
 */
export function sharedSize(picture: Size, recipes: readonly RenditionRecipe[]): Size | null {
  const factors = recipes.map((recipe) => {
    const { width, height } = scaledSize(picture, recipe);
    return Math.max(width / picture.width, height / picture.height);
  });
  const size = scaled(picture, Math.min(1, Math.max(...factors)));
  return recipes.length < 2 || size.width * size.height > largestShared ? null : size;
}

function scaled(picture: Size, factor: number): Size {
  return {
    width: Math.max(1, Math.round(picture.width * factor)),
    height: Math.max(1, Math.round(picture.height * factor)),
  };
}
