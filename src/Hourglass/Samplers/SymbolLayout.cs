using Hourglass.Codes;
using static TorchSharp.torch;

namespace Hourglass.Samplers;

/// <summary>
/// The arrangement of the symbols of a code: on a grid of positions, each with one symbol per codebook (and, if a symbol covers only a part of
/// a position's feature maps, per part). In raster order the symbols of a position are adjacent, the coarsest first, as additional columns.
/// A code without feature maps is a row of positions.
/// </summary>
/// <param name="Classes">Number of values that a symbol can take.</param>
/// <param name="Depth">Symbols per position.</param>
/// <param name="Height">Rows of positions.</param>
/// <param name="Width">Columns of positions.</param>
/// <param name="IsGrid">Whether the positions are those of feature maps, which differ only in location.</param>
internal sealed record SymbolLayout(int Classes, int Depth, int Height, int Width, bool IsGrid)
{
    /// <summary>Columns of symbols.</summary>
    public int Columns => Width * Depth;

    /// <summary>Symbols per example.</summary>
    public int Count => Height * Columns;

    /// <summary>The layout of a model with a quantised code.</summary>
    public static SymbolLayout Of(Blueprint blueprint)
    {
        var spec = (QuantizedSpec)blueprint.CodeKind;
        var (networks, symbols) = (blueprint.Networks, spec.Symbols(blueprint.Networks.Latent));
        if (networks.CodeMaps is { } maps && symbols / spec.Codebooks % (networks.Latent / maps) == 0)
        {
            // Each codebook has one or more symbols per position.
            var (places, height, width) = (networks.Latent / maps, networks.Shape.Height, networks.Shape.Width);
            while (height * width > places) (height, width) = ((height + 1) / 2, (width + 1) / 2);
            if (height * width == places) return new SymbolLayout(spec.Classes, symbols / places, height, width, IsGrid: true);
        }

        return new SymbolLayout(spec.Classes, spec.Codebooks, 1, symbols / spec.Codebooks, IsGrid: false);
    }

    /// <summary>Symbols in raster order, from the order of codes, which lists each codebook position by position: [rows, height, columns].</summary>
    /// <param name="indices">[rows, symbols].</param>
    public Tensor ToRaster(Tensor indices) => indices.reshape(-1, Depth, Height, Width).permute(0, 2, 3, 1).reshape(-1, Height, Columns);

    /// <summary>The inverse of <see cref="ToRaster"/>: [rows, symbols].</summary>
    /// <param name="raster">[rows, height, columns].</param>
    public Tensor FromRaster(Tensor raster) => raster.reshape(-1, Height, Width, Depth).permute(0, 3, 1, 2).reshape(-1, Count);
}
